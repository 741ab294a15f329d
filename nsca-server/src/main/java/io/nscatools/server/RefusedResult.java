package io.nscatools.server;

import io.nscatools.protocol.RejectedException;

/**
 * The event that one result was dropped while its connection goes on: the sender knows the password, and one bad result
 * is no reason to lose those after it.
 *
 * @param why the reason
 */
record RefusedResult(RejectedException why) {}
