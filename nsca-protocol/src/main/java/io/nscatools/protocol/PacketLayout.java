package io.nscatools.protocol;

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
 *    206  output  plugin output: 4096 or 512
 *      …       2  filler
 * </pre>
 */
public enum PacketLayout {
    /** The layout of NSCA 2.9 and later: 4304 bytes, plugin output of up to 4095 bytes. */
    CURRENT(4096),
    /** The layout of NSCA up to 2.7 and of {@code --legacy-2-7-mode}: 720 bytes, plugin output of up to 511 bytes. */
    LEGACY(512);

    /** The only packet version there is. */
    public static final int VERSION = 3;

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

    private final int pluginOutputLength;

    PacketLayout(int pluginOutputLength) {
        this.pluginOutputLength = pluginOutputLength;
    }

    /** Returns the length of a whole packet: 4304 or 720 bytes. */
    public int packetLength() {
        return PLUGIN_OUTPUT_OFFSET + pluginOutputLength + TRAILING_FILLER_LENGTH;
    }

    /** Returns the most bytes that a host name may have: 63. */
    public int maxHostNameLength() {
        return HOST_NAME_LENGTH - 1;
    }

    /** Returns the most bytes that a service description may have: 127. */
    public int maxServiceDescriptionLength() {
        return SERVICE_DESCRIPTION_LENGTH - 1;
    }

    /** Returns the most bytes that the plugin output may have: 4095 or 511. */
    public int maxPluginOutputLength() {
        return pluginOutputLength - 1;
    }

    int pluginOutputFieldLength() {
        return pluginOutputLength;
    }
}
