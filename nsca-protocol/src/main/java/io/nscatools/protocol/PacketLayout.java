package io.nscatools.protocol;

import java.util.Optional;

/**
 * Where the fields of a data packet lie. All numbers are big-endian; all lengths are in bytes and count the closing NUL
 * of a string (fact 2).
 *
 * <pre>
 * offset  length
 *      0       2  version, always 3
 *      2       2  filler
 *      4       4  CRC-32 of the whole packet with this field zero
 *      8       4  timestamp, seconds since 1970, unsigned
 *     12       2  return code, signed
 *     14      64  host name
 *     78     128  service description; empty means a host check result
 *    206  output  plugin output
 *      …       2  filler
 * </pre>
 *
 * @param pluginOutputLength the length of the plugin output's field: 512 and 4096 in the C programs; some other clients
 *     let it be configured; 2 to 65536
 */
public record PacketLayout(int pluginOutputLength) {
    /** The layout of NSCA 2.9 and later: 4304 bytes, plugin output of up to 4095 bytes. */
    public static final PacketLayout CURRENT = new PacketLayout(4096);
    /** The layout of NSCA up to 2.7 and of {@code --legacy-2-7-mode}: 720 bytes, plugin output of up to 511 bytes. */
    public static final PacketLayout LEGACY = new PacketLayout(512);

    /** The only packet version there is. */
    public static final int VERSION = 3;
    /** The shortest field for the plugin output: a character and its NUL. */
    public static final int MIN_PLUGIN_OUTPUT_LENGTH = 2;
    /** The longest field for the plugin output. */
    public static final int MAX_PLUGIN_OUTPUT_LENGTH = 65536;

    static final int VERSION_OFFSET = 0;
    static final int CRC_OFFSET = 4;
    static final int CRC_LENGTH = 4;
    static final int TIMESTAMP_OFFSET = 8;
    static final int RETURN_CODE_OFFSET = 12;
    static final int HOST_NAME_OFFSET = 14;
    static final int HOST_NAME_LENGTH = 64;
    static final int SERVICE_DESCRIPTION_OFFSET = HOST_NAME_OFFSET + HOST_NAME_LENGTH;
    static final int SERVICE_DESCRIPTION_LENGTH = 128;
    static final int PLUGIN_OUTPUT_OFFSET = SERVICE_DESCRIPTION_OFFSET + SERVICE_DESCRIPTION_LENGTH;
    private static final int TRAILING_FILLER_LENGTH = 2;
    private static final int LENGTH_WITHOUT_PLUGIN_OUTPUT = PLUGIN_OUTPUT_OFFSET + TRAILING_FILLER_LENGTH;

    /** Throws {@code IllegalArgumentException} for a length out of range. */
    public PacketLayout {
        if (pluginOutputLength < MIN_PLUGIN_OUTPUT_LENGTH || pluginOutputLength > MAX_PLUGIN_OUTPUT_LENGTH) {
            throw new IllegalArgumentException("plugin output length " + pluginOutputLength + " is not within "
                    + MIN_PLUGIN_OUTPUT_LENGTH + ".." + MAX_PLUGIN_OUTPUT_LENGTH);
        }
    }

    /** Returns the layout whose packets have {@code packetLength} bytes, or nothing if there is none. */
    public static Optional<PacketLayout> ofPacketLength(int packetLength) {
        int pluginOutputLength = packetLength - LENGTH_WITHOUT_PLUGIN_OUTPUT;
        return pluginOutputLength < MIN_PLUGIN_OUTPUT_LENGTH || pluginOutputLength > MAX_PLUGIN_OUTPUT_LENGTH
                ? Optional.empty()
                : Optional.of(new PacketLayout(pluginOutputLength));
    }

    /** Returns the length of a whole packet, such as 4304 or 720 bytes. */
    public int packetLength() {
        return LENGTH_WITHOUT_PLUGIN_OUTPUT + pluginOutputLength;
    }

    /** Returns the most bytes that a host name may have: 63. */
    public int maxHostNameLength() {
        return HOST_NAME_LENGTH - 1;
    }

    /** Returns the most bytes that a service description may have: 127. */
    public int maxServiceDescriptionLength() {
        return SERVICE_DESCRIPTION_LENGTH - 1;
    }

    /** Returns the most bytes that the plugin output may have, such as 4095 or 511. */
    public int maxPluginOutputLength() {
        return pluginOutputLength - 1;
    }
}
