/** What library and command share and nobody else sees. */
package io.nscatools.client.internal;
