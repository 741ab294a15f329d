/** What the tests of all modules share: recorded vectors, foreign programs to test against, and processes. */
package io.nscatools.testsupport;
