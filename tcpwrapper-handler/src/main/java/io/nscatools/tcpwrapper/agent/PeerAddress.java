package io.nscatools.tcpwrapper.agent;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of a peer: IPv4, or IPv6 as RFC 5952 writes it. An IPv4 address in IPv6 form is IPv4 (fact T6). */
record PeerAddress(InetAddress address) {
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}|[0-9A-Fa-f:]{2,30}:[0-9.]{7,15}");
    private static final int IPV6_GROUP_BYTES = 8;

    /** Returns the address that {@code text} is, without any zone ({@code %eth0}); never asks a name server. */
    static Optional<PeerAddress> parse(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        boolean plausible = IPV4.matcher(literal).matches()
                || literal.indexOf(':') >= 0 && IPV6.matcher(literal).matches();
        if (!plausible) {
            return Optional.empty();
        }
        try {
            // In brackets nothing but an IPv6 address is understood.
            return Optional.of(
                    new PeerAddress(InetAddress.getByName(literal.indexOf(':') < 0 ? literal : "[" + literal + "]")));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns what an attacker can change at no cost stripped: the IPv4 address itself, the /64 of an IPv6 one. */
    PeerAddress group() {
        if (address instanceof Inet4Address) {
            return this;
        }
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), IPV6_GROUP_BYTES), 16);
        try {
            return new PeerAddress(Inet6Address.getByAddress(null, bytes, -1));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an IPv6 address", e);
        }
    }

    /** Returns {@link #group()} as text: {@code 192.0.2.7} or {@code 2001:db8:0:1::/64}. */
    String groupText() {
        return address instanceof Inet4Address ? toString() : group() + "/64";
    }

    /** Returns the text of the address; for IPv6 the short form of RFC 5952, section 4. */
    @Override
    public String toString() {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        return text(words);
    }

    private static String text(int[] words) {
        int start = -1;
        int length = 1; // a single zero word is not shortened
        for (int i = 0; i < words.length; i++) {
            int end = i;
            while (end < words.length && words[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(words[i]));
            }
        }
        return text.toString();
    }
}
