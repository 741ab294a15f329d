/** {@code send_nsca}: sends passive check results to an NSCA daemon. */
package io.nscatools.client;
