package io.nscatools.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a service is reported to be.
 *
 * @param hostName the host's name as Nagios knows it
 * @param serviceDescription the service description as Nagios knows it, not empty
 * @param returnCode 0 OK, 1 warning, 2 critical, 3 unknown; any of -32768 to 32767 is preserved
 * @param pluginOutput the text that Nagios shows
 */
public record ServiceCheckResult(
        ByteString hostName, ByteString serviceDescription, int returnCode, ByteString pluginOutput)
        implements CheckResult {
    /** Throws {@code IllegalArgumentException} for a return code that does not fit the wire or no description. */
    public ServiceCheckResult {
        requireNonNull(hostName, "hostName");
        requireNonNull(pluginOutput, "pluginOutput");
        WireNumbers.requireReturnCode(returnCode);
        if (serviceDescription.isEmpty()) {
            throw new IllegalArgumentException("a service check result needs a service description");
        }
    }
}
