package io.nscatools.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a client sends for each check result, as it is on the wire: see {@link PacketLayout} for the fields.
 *
 * @param timestamp seconds since 1970, 0 to 4294967295: the one of the connection's init packet (fact 5)
 * @param returnCode the return code, -32768 to 32767
 * @param hostName the host name
 * @param serviceDescription the service description; empty means a host check result (fact 22)
 * @param pluginOutput the plugin output
 */
public record DataPacket(
        long timestamp, int returnCode, ByteString hostName, ByteString serviceDescription, ByteString pluginOutput) {
    private static final ByteString PROBE_OUTPUT = ByteString.of("NSCA probe");

    /** Throws {@code IllegalArgumentException} for a number that does not fit its field. */
    public DataPacket {
        WireNumbers.requireTimestamp(timestamp);
        WireNumbers.requireReturnCode(returnCode);
        requireNonNull(hostName, "hostName");
        requireNonNull(serviceDescription, "serviceDescription");
        requireNonNull(pluginOutput, "pluginOutput");
    }

    /** Returns the packet for {@code result}, each text cut to what {@code layout} holds (fact 63). */
    public static DataPacket of(CheckResult result, long timestamp, PacketLayout layout) {
        ByteString serviceDescription =
                result instanceof ServiceCheckResult service ? service.serviceDescription() : ByteString.EMPTY;
        return new DataPacket(
                timestamp,
                result.returnCode(),
                result.hostName().cutTo(layout.maxHostNameLength()),
                serviceDescription.cutTo(layout.maxServiceDescriptionLength()),
                result.pluginOutput().cutTo(layout.maxPluginOutputLength()));
    }

    /**
     * Returns the packet that asks whether password and encryption method agree: a host check result of the host with
     * the empty name. A server that gives a {@link Receipt} refuses it, as it does every result without a host name,
     * and counts it in the receipt. Others must not be sent it: the C daemon would write it (fact 22).
     */
    public static DataPacket probe(long timestamp) {
        return new DataPacket(timestamp, 0, ByteString.EMPTY, ByteString.EMPTY, PROBE_OUTPUT);
    }

    /** Returns whether this is what {@link #probe} returns, whatever its time. */
    public boolean isProbe() {
        return equals(probe(timestamp));
    }

    /** Returns the check result in this packet. */
    public CheckResult toCheckResult() {
        return CheckResult.of(hostName, serviceDescription, returnCode, pluginOutput);
    }
}
