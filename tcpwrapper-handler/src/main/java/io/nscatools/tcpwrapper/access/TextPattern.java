package io.nscatools.tcpwrapper.access;

import java.util.Optional;

/** Patterns for one text: a daemon's, user's or host's name, or an address as text (string_match in libwrap). */
final class TextPattern {
    private static final String NUMERIC = "01234567890./";

    private TextPattern() {}

    /**
     * Returns whether {@code pattern} matches {@code text}. An address {@code ::ffff:a.b.c.d} is taken for its IPv4
     * address first, so that a pattern {@code [::ffff:a.b.c.d]} never matches.
     */
    static boolean matches(String pattern, String text) {
        String string = Addresses.withoutMapping(text);
        if (Wildcards.isIn(pattern)) {
            return Wildcards.matches(pattern, string);
        }
        if (pattern.startsWith(".")) {
            return string.length() > pattern.length() && Ascii.endsWith(string, pattern);
        }
        if (Ascii.equal(pattern, "ALL")) {
            return true;
        }
        if (Ascii.equal(pattern, "KNOWN")) {
            return !Ascii.equal(string, AccessLookups.UNKNOWN);
        }
        if (pattern.endsWith(".")) {
            return Ascii.startsWith(string, pattern);
        }
        if (isBracketed(pattern)) {
            return sameIpv6(pattern, string);
        }
        return Ascii.equal(pattern, string);
    }

    /** Returns whether a pattern can only be meant for an address, so that no name is looked up for it. */
    static boolean isNumeric(String pattern) {
        return pattern.chars().allMatch(c -> NUMERIC.indexOf(c) >= 0);
    }

    static boolean isBracketed(String pattern) {
        return pattern.startsWith("[") && pattern.endsWith("]");
    }

    /** Returns the text within the brackets; a lone bracket has none. */
    static String unbracketed(String pattern) {
        return pattern.length() < 2 ? "" : pattern.substring(1, pattern.length() - 1);
    }

    private static boolean sameIpv6(String pattern, String string) {
        return prefixMatches(pattern, 128, string);
    }

    private static boolean prefixMatches(String bracketed, int bits, String string) {
        Optional<byte[]> net = Addresses.ipv6(unbracketed(bracketed));
        Optional<byte[]> address = Addresses.ipv6(string);
        return net.isPresent() && address.isPresent() && Addresses.samePrefix(net.get(), address.get(), bits);
    }

    /**
     * Returns whether an address is in {@code net/mask} (masked_match in libwrap). The net must have no bit that the
     * mask has not: {@code 192.0.2.1/24} matches nothing, and neither does {@code 0.0.0.0/0}.
     */
    static boolean netMatches(String net, String mask, String address) {
        String ipv4 = Addresses.withoutMapping(address);
        if (Addresses.dotQuad(ipv4).isPresent()) {
            return Addresses.dotQuad(net).isPresent()
                    && Addresses.mask(mask).isPresent()
                    && (Addresses.dotQuad(ipv4).getAsInt()
                                    & Addresses.mask(mask).getAsInt())
                            == Addresses.dotQuad(net).getAsInt();
        }
        int bits = CNumber.leading(mask);
        return isBracketed(net) && bits >= 0 && bits <= 128 && prefixMatches(net, bits, address);
    }
}
