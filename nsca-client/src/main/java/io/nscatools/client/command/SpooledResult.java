package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;

/**
 * A result to be kept.
 *
 * @param time when it was read from the input, in milliseconds since 1970
 * @param result the result
 */
record SpooledResult(long time, CheckResult result) {}
