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
    /** 2: DES with a key of 8 bytes. */
    DES(2, "des", 8, BouncyCastleBlockCipher::des),
    /** 3: DES three times with three keys, 24 bytes. */
    TRIPLE_DES(3, "tripledes", 24, BouncyCastleBlockCipher::tripleDes),
    /** 4: CAST-128, also called CAST5, with a key of 16 bytes. */
    CAST_128(4, "cast-128", 16, BouncyCastleBlockCipher::cast128),
    /** 5: CAST-256, also called CAST6, with a key of 32 bytes. */
    CAST_256(5, "cast-256", 32, BouncyCastleBlockCipher::cast256),
    /** 6: XTEA with a key of 16 bytes. */
    XTEA(6, "xtea", 16, BouncyCastleBlockCipher::xtea),
    /** 7: 3-WAY with a key of 12 bytes; not in the usual libmcrypt (fact 11). */
    THREE_WAY(7, "threeway", 12, ThreeWay::new),
    /** 8: Blowfish with a key of 56 bytes. */
    BLOWFISH(8, "blowfish", 56, BouncyCastleBlockCipher::blowfish),
    /** 9: Twofish with a key of 32 bytes. */
    TWOFISH(9, "twofish", 32, BouncyCastleBlockCipher::twofish),
    /** 10: LOKI97 with a key of 32 bytes. */
    LOKI97(10, "loki97", 32, Loki97::new),
    /** 11: RC2 with a key of 128 bytes. */
    RC2(11, "rc2", 128, BouncyCastleBlockCipher::rc2),
    /** 14: Rijndael with a block of 16 bytes and a key of 32, which is AES-256. */
    RIJNDAEL_128(14, "rijndael-128", 32, JdkBlockCipher::aes),
    /** 15: Rijndael with a block of 24 bytes and a key of 32; not AES-192. */
    RIJNDAEL_192(15, "rijndael-192", 32, BouncyCastleBlockCipher::rijndael192),
    /** 16: Rijndael with a block of 32 bytes and a key of 32; not AES-256. */
    RIJNDAEL_256(16, "rijndael-256", 32, BouncyCastleBlockCipher::rijndael256),
    /** 20: Serpent with a key of 32 bytes. */
    SERPENT(20, "serpent", 32, BouncyCastleBlockCipher::serpent),
    /** 23: GOST 28147-89 with a key of 32 bytes. */
    GOST(23, "gost", 32, BouncyCastleBlockCipher::gost),
    /** 24: SAFER SK-64 with a key of 8 bytes; not in the usual libmcrypt (fact 11). */
    SAFER_SK64(24, "safer-sk64", 8, SaferSk::new),
    /** 25: SAFER SK-128 with a key of 16 bytes; not in the usual libmcrypt (fact 11). */
    SAFER_SK128(25, "safer-sk128", 16, SaferSk::new),
    /** 26: SAFER+ with a key of 32 bytes. */
    SAFER_PLUS(26, "saferplus", 32, SaferPlus::new);

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
