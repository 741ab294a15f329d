package io.nscatools.protocol;

/**
 * A passive check result: what a host or a service is reported to be.
 *
 * <p>The return code is preserved as it came, -32768 to 32767. Nagios 4.4 takes 0 to 3 for a service (OK, WARNING,
 * CRITICAL, UNKNOWN) and raises an UNKNOWN alert for any other; for a host it takes 0 to 2 (UP, DOWN, UNREACHABLE).
 */
public sealed interface CheckResult permits HostCheckResult, ServiceCheckResult {
    /** Returns the host's name as Nagios knows it. */
    ByteString hostName();

    /** Returns the return code, -32768 to 32767. */
    int returnCode();

    /** Returns the plugin output; its lines are separated by newlines. */
    ByteString pluginOutput();

    /** Returns a service check result, or a host check result if {@code serviceDescription} is empty (fact 22). */
    static CheckResult of(ByteString hostName, ByteString serviceDescription, int returnCode, ByteString pluginOutput) {
        return serviceDescription.isEmpty()
                ? new HostCheckResult(hostName, returnCode, pluginOutput)
                : new ServiceCheckResult(hostName, serviceDescription, returnCode, pluginOutput);
    }
}
