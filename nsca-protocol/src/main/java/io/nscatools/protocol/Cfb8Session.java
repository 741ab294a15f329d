package io.nscatools.protocol;

import java.util.Arrays;

/** A session of any method with a block cipher: CFB with 8-bit feedback, begun with the first bytes of the IV. */
final class Cfb8Session implements CipherSession {
    /** Asked at each call, so that a session may move to another thread between two calls. */
    private final ThreadLocal<Cfb8Engine> engine;

    private final byte[] register;

    Cfb8Session(byte[] iv, ThreadLocal<Cfb8Engine> engine) {
        this.engine = engine;
        this.register = Arrays.copyOf(iv, engine.get().blockLength());
    }

    @Override
    public void encrypt(byte[] bytes, int offset, int length) {
        engine.get().encrypt(register, bytes, offset, length);
    }

    @Override
    public void decrypt(byte[] bytes, int offset, int length) {
        engine.get().decrypt(register, bytes, offset, length);
    }
}
