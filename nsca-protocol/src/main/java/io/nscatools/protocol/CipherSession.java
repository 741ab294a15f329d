package io.nscatools.protocol;

/**
 * The cipher of one direction of one connection; NSCA uses only one, from client to server. Its state runs on from call
 * to call and from packet to packet (fact 5), so every byte must pass through it once, in order, in pieces of any size.
 * Not for use by several threads at once.
 */
public interface CipherSession {
    /** Changes nothing: encryption method 0. */
    CipherSession NONE = new CipherSession() {
        @Override
        public void encrypt(byte[] bytes, int offset, int length) {}

        @Override
        public void decrypt(byte[] bytes, int offset, int length) {}
    };

    /** Encrypts {@code length} bytes in place from {@code offset} on. */
    void encrypt(byte[] bytes, int offset, int length);

    /** Decrypts {@code length} bytes in place from {@code offset} on. */
    void decrypt(byte[] bytes, int offset, int length);

    /** Says that the next byte is the first of a packet; XOR begins anew there (fact 5). */
    default void startPacket() {}
}
