/** From an accepted check result to Nagios: sinks, their queues, the overflow journal and the pace limit. */
package io.nscatools.server.sink;
