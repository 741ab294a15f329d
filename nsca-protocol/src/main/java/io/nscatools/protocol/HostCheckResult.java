package io.nscatools.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a host is reported to be.
 *
 * @param hostName the host's name as Nagios knows it
 * @param returnCode 0 up, 1 down, 2 unreachable; any of -32768 to 32767 is preserved
 * @param pluginOutput the text that Nagios shows
 */
public record HostCheckResult(ByteString hostName, int returnCode, ByteString pluginOutput) implements CheckResult {
    /** Throws {@code IllegalArgumentException} for a return code that does not fit the wire. */
    public HostCheckResult {
        requireNonNull(hostName, "hostName");
        requireNonNull(pluginOutput, "pluginOutput");
        WireNumbers.requireReturnCode(returnCode);
    }
}
