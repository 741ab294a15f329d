/** Sends passive check results to NSCA daemons: begin with {@link io.nscatools.client.NscaClient}. */
package io.nscatools.client;
