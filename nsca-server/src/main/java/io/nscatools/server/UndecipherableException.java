package io.nscatools.server;

import io.netty.handler.codec.DecoderException;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.RejectedException;

/** A connection's first packet that no credential decrypts; the cause is a {@link RejectedException}. */
final class UndecipherableException extends DecoderException {
    private static final long serialVersionUID = 1L;

    /** How much of the packet is kept: version, CRC-32 and timestamp. */
    static final int HEAD_LENGTH = 12;

    @SuppressWarnings("serial") // never serialized
    private final transient InitPacket init;

    private final byte[] head;

    UndecipherableException(RejectedException cause, InitPacket init, byte[] head) {
        super(cause);
        this.init = init;
        this.head = head.clone();
    }

    /** Returns the init packet of the connection. */
    InitPacket init() {
        return init;
    }

    /** Returns a copy of the first {@value #HEAD_LENGTH} bytes that came, encrypted as they were. */
    byte[] head() {
        return head.clone();
    }
}
