package io.nscatools.protocol;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An encryption method with its password. The work that depends on these alone (key schedules, buffers) is done once
 * for each thread and shared by all its connections, so a connection more costs next to nothing.
 */
public final class Credential {
    private static final int PASSWORD_PAD_LENGTH = 4096;

    /** Fewer than these are found by trying, given one recorded packet. */
    private static final int ENOUGH_PASSWORD_BYTES = 12;

    private final EncryptionMethod method;
    private final int passwordLength;
    private final XorPad passwordPad;
    private final ThreadLocal<Cfb8Engine> engine;

    /** A credential; it is of no use once {@code password} is wiped. */
    public Credential(EncryptionMethod method, Secret password) {
        this.method = requireNonNull(method, "method");
        this.passwordLength = password.length();
        this.passwordPad =
                new XorPad(method == EncryptionMethod.XOR ? password.bytes() : new byte[0], PASSWORD_PAD_LENGTH);
        this.engine = ThreadLocal.withInitial(() -> new Cfb8Engine(method.newBlockCipher(password)));
    }

    /** Returns the method. */
    public EncryptionMethod method() {
        return method;
    }

    /** Returns what an administrator should know about this choice, in one line for the log, or nothing. */
    public Optional<String> warning() {
        if (method == EncryptionMethod.NONE || method == EncryptionMethod.XOR) {
            return Optional.of("encryption method " + method + " protects nothing; take "
                    + EncryptionMethod.RIJNDAEL_128 + " on both sides");
        }
        if (passwordLength < ENOUGH_PASSWORD_BYTES) {
            return Optional.of((passwordLength == 0 ? "the password is empty" : "the password is short")
                    + "; take at least " + ENOUGH_PASSWORD_BYTES + " characters on both sides");
        }
        return Optional.empty();
    }

    /** Returns the cipher for one direction of the connection that began with {@code init}. */
    public CipherSession newSession(InitPacket init) {
        return switch (method) {
            case NONE -> CipherSession.NONE;
            case XOR -> new XorSession(init.iv().toByteArray(), passwordPad);
            default -> new Cfb8Session(init.iv().toByteArray(), engine);
        };
    }

    @Override
    public String toString() {
        return "Credential[method=" + method + "]";
    }
}
