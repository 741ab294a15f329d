package io.nscatools.protocol;

/**
 * Encryption method 1: byte i of a packet is XORed with byte i modulo 128 of the IV and with byte i modulo its length
 * of the password. Both begin anew at each packet; an empty password adds nothing.
 */
final class XorSession implements CipherSession {
    private final XorPad iv;
    private final XorPad password;
    private int position;

    XorSession(byte[] iv, XorPad password) {
        this.iv = new XorPad(iv, iv.length);
        this.password = password;
    }

    @Override
    public void encrypt(byte[] bytes, int offset, int length) {
        iv.apply(position, bytes, offset, length);
        password.apply(position, bytes, offset, length);
        position += length;
    }

    @Override
    public void decrypt(byte[] bytes, int offset, int length) {
        encrypt(bytes, offset, length);
    }

    @Override
    public void startPacket() {
        position = 0;
    }
}
