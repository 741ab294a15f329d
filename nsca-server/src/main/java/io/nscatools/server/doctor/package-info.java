/** Looks for what keeps check results from reaching Nagios. */
package io.nscatools.server.doctor;
