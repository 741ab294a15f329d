package io.nscatools.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The encryption methods, by the number that stands in the configuration files of both sides. */
public enum EncryptionMethod {
    /** 0: the packets as they are; the password does not matter. */
    NONE(0, "none"),
    /** 1: each byte XORed with the IV and the password, both known to whoever listens long enough. */
    XOR(1, "xor"),
    /** 14: Rijndael with a block of 16 bytes and a key of 32, which is AES-256. */
    RIJNDAEL_128(14, "rijndael-128", 32, JdkBlockCipher::aes);

    private final int number;
    private final String algorithm;
    private final int keyLength;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference, which has no state
    private final Function<byte[], BlockCipher> blockCipher;

    EncryptionMethod(int number, String algorithm) {
        this(number, algorithm, 0, null);
    }

    EncryptionMethod(int number, String algorithm, int keyLength, Function<byte[], BlockCipher> blockCipher) {
        this.number = number;
        this.algorithm = algorithm;
        this.keyLength = keyLength;
        this.blockCipher = blockCipher;
    }

    /** Returns the method with that number, or nothing if there is none here. */
    public static Optional<EncryptionMethod> ofNumber(int number) {
        return Arrays.stream(values()).filter(method -> method.number == number).findFirst();
    }

    /** Returns all methods for a message: {@code 0 (none), 1 (xor), …}. */
    public static String list() {
        return Arrays.stream(values()).map(EncryptionMethod::toString).collect(Collectors.joining(", "));
    }

    /** Returns the number that stands for this method in a configuration file. */
    public int number() {
        return number;
    }

    /** Returns the algorithm's name as libmcrypt has it, such as {@code rijndael-128}. */
    public String algorithm() {
        return algorithm;
    }

    /** Returns a keyed cipher for {@code password}, or nothing if this method has no block cipher. */
    Optional<BlockCipher> newBlockCipher(Secret password) {
        return Optional.ofNullable(blockCipher).map(factory -> factory.apply(password.key(keyLength)));
    }

    /** Returns number and name, such as {@code 14 (rijndael-128)}. */
    @Override
    public String toString() {
        return number + " (" + algorithm + ")";
    }
}
