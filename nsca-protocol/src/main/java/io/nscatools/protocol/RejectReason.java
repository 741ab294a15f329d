package io.nscatools.protocol;

/** Why a server does not take a connection, a packet or the result in it. */
public enum RejectReason {
    /** The version field is not 3: the bytes were not encrypted with this method and password (fact 15). */
    PACKET_VERSION,
    /** The CRC-32 does not match: as above, or the packet was damaged (fact 16). */
    CHECKSUM,
    /** The packet is a {@link DataPacket#probe}, which is no result. */
    PROBE,
    /** The packet's time is further back than {@code max_packet_age} (fact 19). */
    TOO_OLD,
    /** The packet's time is further ahead than {@code max_packet_age}. */
    IN_THE_FUTURE,
    /** The connection ended inside a packet (fact 29). */
    TRUNCATED,
    /** The host name would not be one field of an external command. */
    HOST_NAME,
    /** The service description would not be one field of an external command. */
    SERVICE_DESCRIPTION,
    /** The sender's credential is not for this host or service. */
    NOT_ALLOWED,
    /** The host name is not one of the peer's address ({@code strict_mode_spoofing}, fact 38). */
    SPOOFED,
    /** {@code hosts.allow} and {@code hosts.deny} refuse the connection, or no credential is for the peer's address. */
    ACCESS_DENIED,
    /** There are as many connections as the server allows, in all or from the peer's address. */
    TOO_MANY_CONNECTIONS,
    /** The peer sent nothing, or was connected, for longer than the server allows. */
    TIMED_OUT
}
