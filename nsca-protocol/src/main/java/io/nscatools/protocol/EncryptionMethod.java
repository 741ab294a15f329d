package io.nscatools.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The encryption methods that any build of NSCA can run, by the number that stands in the configuration files of both
 * sides. All but the first two are block ciphers in CFB mode with 8-bit feedback, under the name, with the key length
 * and with the byte order of libmcrypt.
 */
public enum EncryptionMethod {
    /** The packets as they are; the password does not matter. */
    NONE(0, "none", 0, 0, Strength.BROKEN, "-"),
    /** Each byte XORed with the IV and the password. */
    XOR(1, "xor", 0, 0, Strength.BROKEN, "nsca-toolkit"),
    /** DES. */
    DES(2, "des", 8, 8, Strength.BROKEN, "nsca-toolkit"),
    /** DES three times with three keys. */
    TRIPLE_DES(3, "tripledes", 24, 8, Strength.WEAK, "nsca-toolkit", "3des", "des-ede", "des-ede3"),
    /** CAST-128. */
    CAST_128(4, "cast-128", 16, 8, Strength.WEAK, "nsca-toolkit", "cast5"),
    /** CAST-256. */
    CAST_256(5, "cast-256", 32, 16, Strength.STRONG, "nsca-toolkit", "cast6"),
    /** XTEA. */
    XTEA(6, "xtea", 16, 8, Strength.WEAK, "nsca-toolkit"),
    /** 3-WAY; not in the usual libmcrypt (fact 11). */
    THREE_WAY(7, "threeway", 12, 12, Strength.WEAK, "nsca-toolkit", "3-way", "3way"),
    /** Blowfish. */
    BLOWFISH(8, "blowfish", 56, 8, Strength.WEAK, "nsca-toolkit"),
    /** Twofish. */
    TWOFISH(9, "twofish", 32, 16, Strength.STRONG, "nsca-toolkit"),
    /** LOKI97. */
    LOKI97(10, "loki97", 32, 16, Strength.WEAK, "nsca-toolkit"),
    /** RC2. */
    RC2(11, "rc2", 128, 8, Strength.WEAK, "nsca-toolkit"),
    /** Rijndael with a key of 32 bytes and a block of 16, which is AES-256. */
    RIJNDAEL_128(14, "rijndael-128", 32, 16, Strength.STRONG, "JDK", "aes", "aes256", "aes-256"),
    /** Rijndael with a key of 32 bytes and a block of 24; not AES-192. */
    RIJNDAEL_192(15, "rijndael-192", 32, 24, Strength.STRONG, "nsca-toolkit"),
    /** Rijndael with a key of 32 bytes and a block of 32; not AES-256. */
    RIJNDAEL_256(16, "rijndael-256", 32, 32, Strength.STRONG, "nsca-toolkit"),
    /** Serpent. */
    SERPENT(20, "serpent", 32, 16, Strength.STRONG, "nsca-toolkit"),
    /** GOST 28147-89. */
    GOST(23, "gost", 32, 8, Strength.WEAK, "nsca-toolkit", "gost28147", "gost-28147-89"),
    /** SAFER SK-64; not in the usual libmcrypt (fact 11). */
    SAFER_SK64(24, "safer-sk64", 8, 8, Strength.WEAK, "nsca-toolkit", "safer64"),
    /** SAFER SK-128; not in the usual libmcrypt (fact 11). */
    SAFER_SK128(25, "safer-sk128", 16, 8, Strength.WEAK, "nsca-toolkit", "safer128"),
    /** SAFER+. */
    SAFER_PLUS(26, "saferplus", 32, 16, Strength.STRONG, "nsca-toolkit", "safer+", "safer-plus");

    /** What a method is worth against somebody who sees the traffic. */
    public enum Strength {
        /** Read or forged at once, or with what anybody can afford. */
        BROKEN,
        /** A short key or block, or published attacks: for the sake of a peer that has nothing better. */
        WEAK,
        /** No practical attack on the cipher is known; NSCA still proves neither side's identity. */
        STRONG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int number;
    private final String algorithm;
    private final int keyLength;
    private final int blockLength;
    private final Strength strength;
    private final String provider;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> aliases;

    EncryptionMethod(
            int number,
            String algorithm,
            int keyLength,
            int blockLength,
            Strength strength,
            String provider,
            String... aliases) {
        this.number = number;
        this.algorithm = algorithm;
        this.keyLength = keyLength;
        this.blockLength = blockLength;
        this.strength = strength;
        this.provider = provider;
        this.aliases = List.of(aliases);
    }

    /**
     * Returns the method that a configuration means by its number or, not minding case, by a name.
     *
     * @throws UnsupportedMethodException if there is none; the message says why and what to take
     */
    public static EncryptionMethod parse(String text) throws UnsupportedMethodException {
        for (EncryptionMethod method : values()) {
            if (text.equals(Integer.toString(method.number)) || method.isCalled(text)) {
                return method;
            }
        }
        throw new UnsupportedMethodException(whyNot(text.toLowerCase(Locale.ROOT)));
    }

    private boolean isCalled(String name) {
        for (String alias : aliases) {
            if (alias.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return algorithm.equalsIgnoreCase(name);
    }

    private static String whyNot(String text) {
        return switch (text) {
            case "12", "arcfour", "rc4" -> streamCipher("12 (arcfour)");
            case "19", "wake" -> streamCipher("19 (wake)");
            case "22", "enigma" -> streamCipher("22 (enigma)");
            case "aes128", "aes-128", "aes192", "aes-192" ->
                "NSCA has no AES with a key shorter than 32 bytes; take " + RIJNDAEL_128;
            default ->
                text.matches("[+-]?[0-9]+")
                        ? "NSCA has no method " + text + "; take " + RIJNDAEL_128 + " or see --list-methods"
                        : "'" + text + "' is no method" + suggestion(text);
        };
    }

    /** Fact 10. */
    private static String streamCipher(String method) {
        return "method " + method + " is a stream cipher, which no build of NSCA can open, so no peer speaks it; take "
                + RIJNDAEL_128;
    }

    private static String suggestion(String text) {
        List<String> names = Arrays.stream(values())
                .flatMap(method -> Stream.concat(Stream.of(method.algorithm), method.aliases.stream()))
                .toList();
        return Suggestions.nearest(text, names)
                .map(name -> "; did you mean " + name + "?")
                .orElse("; take " + RIJNDAEL_128 + " or see --list-methods");
    }

    /** Returns a table of all methods, a line each: number, name, key and block length in bytes, strength, library. */
    public static String table() {
        String format = "%6s  %-13s %9s  %11s  %-8s  %s%n";
        return String.format(format, "number", "name", "key bytes", "block bytes", "strength", "library")
                + Arrays.stream(values())
                        .map(m -> String.format(
                                format, m.number, m.algorithm, m.keyLength, m.blockLength, m.strength, m.provider))
                        .collect(Collectors.joining());
    }

    /** Returns the number that stands for this method in a configuration file. */
    public int number() {
        return number;
    }

    /** Returns the algorithm's name as libmcrypt has it, such as {@code rijndael-128}. */
    public String algorithm() {
        return algorithm;
    }

    /** Returns what the method is worth. */
    public Strength strength() {
        return strength;
    }

    /** Returns the length of a block in bytes, 0 for {@link #NONE} and {@link #XOR}. */
    public int blockLength() {
        return blockLength;
    }

    /** Returns a cipher with the key that {@code password} stands for. Not for {@link #NONE} and {@link #XOR}. */
    BlockCipher newBlockCipher(Secret password) {
        byte[] key = password.key(keyLength);
        return switch (this) {
            case NONE, XOR -> throw new IllegalStateException(this + " has no block cipher");
            case DES -> new Des(key);
            case TRIPLE_DES -> new Des(key);
            case CAST_128 -> new Cast128(key);
            case CAST_256 -> new Cast256(key);
            case XTEA -> new Xtea(key);
            case THREE_WAY -> new ThreeWay(key);
            case BLOWFISH -> new Blowfish(key);
            case TWOFISH -> new Twofish(key);
            case LOKI97 -> new Loki97(key);
            case RC2 -> new Rc2(key);
            case RIJNDAEL_128 -> new Aes256(key);
            case RIJNDAEL_192 -> new Rijndael192(key);
            case RIJNDAEL_256 -> new Rijndael256(key);
            case SERPENT -> new Serpent(key);
            case GOST -> new Gost(key);
            case SAFER_SK64, SAFER_SK128 -> new SaferSk(key);
            case SAFER_PLUS -> new SaferPlus(key);
        };
    }

    /** Returns number and name, such as {@code 14 (rijndael-128)}. */
    @Override
    public String toString() {
        return number + " (" + algorithm + ")";
    }
}
