package io.nscatools.configgen;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern of hosts_access(5) for clients: an address, a network, a host name or a domain. */
final class ClientPattern {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern IPV4_NETWORK = Pattern.compile("(" + IPV4 + ")/(3[0-2]|[12]?[0-9])");
    private static final Pattern IPV6 = Pattern.compile(
            "(?:\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)]|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))(/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))?");
    private static final Pattern AS_IT_STANDS = Pattern.compile(IPV4 + "(?:/" + IPV4 + ")?|(?:" + OCTET
            + "\\.){1,3}|LOCAL|\\.?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[0-9.]*[0-9]");

    private ClientPattern() {}

    /**
     * Returns {@code text} as libwrap wants it: {@code 192.0.2.0/24} with a mask for its length, which only some builds
     * take, and IPv6 addresses in brackets. Nothing if it is no pattern.
     */
    static Optional<String> parse(String text) {
        Matcher network = IPV4_NETWORK.matcher(text);
        if (network.matches()) {
            return Optional.of(network.group(1) + "/" + mask(Integer.parseInt(network.group(2))));
        }
        Matcher ipv6 = IPV6.matcher(text);
        if (ipv6.matches()) {
            String address = ipv6.group(1) == null ? ipv6.group(2) : ipv6.group(1);
            String length = ipv6.group(3) == null ? "" : ipv6.group(3);
            return isIpv6(address) ? Optional.of("[" + address + "]" + length) : Optional.empty();
        }
        boolean address = text.matches(IPV4);
        return AS_IT_STANDS.matcher(text).matches()
                        && (address || !LIKE_A_NUMBER.matcher(text).matches())
                ? Optional.of(text)
                : Optional.empty();
    }

    /** With a colon in it, nothing is asked of the name servers. */
    private static boolean isIpv6(String text) {
        try {
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String mask(int length) {
        int mask = (int) (-1L << 32 - length);
        return (mask >>> 24) + "." + (mask >>> 16 & 255) + "." + (mask >>> 8 & 255) + "." + (mask & 255);
    }
}
