/** The agent: takes refused connections from the spool, digests them and sends them to Nagios. */
package io.nscatools.tcpwrapper.agent;
