/**
 * The NSCA v3 protocol: packets and their codec, encryption methods, the grammar of the configuration files, and the
 * external command lines that Nagios reads. Bytes in, values out; nothing here knows a network, a command line or a
 * logger.
 *
 * <p>Where a rule says "fact n", it was found by running the reference programs (nsca and send_nsca 2.10.2);
 * {@code docs/protocol.md} lists these facts.
 */
package io.nscatools.protocol;
