/** The {@code send_nsca} command. */
package io.nscatools.client.command;
