/** The {@code nsca} daemon: takes passive check results from the network and writes them to Nagios' command file. */
package io.nscatools.server;
