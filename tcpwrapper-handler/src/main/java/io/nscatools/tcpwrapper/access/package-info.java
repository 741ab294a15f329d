/**
 * Access rules in the language of hosts_access(5) and hosts_options(5): files in, decisions out. Nothing here knows a
 * network, a name server, a command line or a logger; host names come from the {@link AccessLookups} of the caller.
 *
 * <p>The measure is libwrap as Debian 12 has it (libwrap0 7.6.q-32), whose behaviour was found by running tcpdmatch and
 * tcpdchk on rules and, where they do not show it, by reading the machine code of libwrap.so. Where it differs from the
 * manual, the rules here decide as the library does and the place says so. A rule that names a "T" refers to
 * {@code docs/tcpwrappers-nagios-facts.md}.
 *
 * <p>Files are bytes: text is held with one byte in each char, and letters are compared without regard to case only
 * within ASCII, as libwrap does in the C locale.
 */
package io.nscatools.tcpwrapper.access;
