package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.util.List;
import java.util.OptionalInt;

/** Finds host patterns that match nobody or not whom they seem to. */
final class HostPatternCheck {
    private final CheckLookups lookups;
    private final Findings findings;

    HostPatternCheck(CheckLookups lookups, Findings findings) {
        this.lookups = lookups;
        this.findings = findings;
    }

    void check(Token host) {
        String pattern = host.text();
        int slash = AccessRule.indexOf(pattern, '/', 0);
        if (pattern.isEmpty()) {
            findings.add(host, "there is no host after the at sign", "write a host pattern, such as ALL");
        } else if (pattern.startsWith("@") || pattern.startsWith("/") || HostPatterns.isWord(pattern)) {
            return; // netgroups and files are reported when the rules are read
        } else if (Ascii.equal(pattern, "FAIL")) {
            findings.add(host, "FAIL has no meaning any more", "use EXCEPT, or the option deny");
        } else if (pattern.indexOf('[') >= 0 || pattern.indexOf(']') >= 0) {
            checkIpv6(host, slash);
        } else if (slash >= 0) {
            checkNet(host, pattern.substring(0, slash), pattern.substring(slash + 1));
        } else if (TextPattern.isNumeric(pattern)) {
            checkNumeric(host);
        } else if (pattern.endsWith(".")) {
            findings.add(host, pattern + ": a name that ends in a dot matches any that begins so", "leave the dot out");
        } else if (isHostName(pattern)) {
            checkName(host);
        }
    }

    /** Returns whether a pattern is the name of one host. */
    static boolean isHostName(String pattern) {
        return !TextPattern.isNumeric(pattern)
                && !pattern.isEmpty()
                && !HostPatterns.isWord(pattern)
                && !Wildcards.isIn(pattern)
                && "@/.[".indexOf(pattern.charAt(0)) < 0
                && AccessRule.indexOf(pattern, '/', 0) < 0;
    }

    private void checkIpv6(Token host, int slash) {
        String pattern = host.text();
        String net = slash < 0 ? pattern : pattern.substring(0, slash);
        String bits = slash < 0 ? "128" : pattern.substring(slash + 1);
        boolean valid = TextPattern.isBracketed(net)
                && Addresses.ipv6(TextPattern.unbracketed(net)).isPresent();
        if (!valid || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > 128) {
            findings.add(host, pattern + " is no IPv6 address or net", "write [2001:db8::1] or [2001:db8::]/32");
        } else if (Ascii.startsWith(TextPattern.unbracketed(net), "::ffff:") && Integer.parseInt(bits) > 80) {
            findings.add(
                    host,
                    pattern + " matches nobody: libwrap takes ::ffff:a.b.c.d for a.b.c.d",
                    "write the IPv4 address or net");
        }
    }

    private void checkNet(Token host, String net, String mask) {
        OptionalInt address = Addresses.dotQuad(net);
        OptionalInt bits = Addresses.mask(mask);
        if (address.isEmpty() || bits.isEmpty() || !mask.matches("[0-9]+|[0-9.]+")) {
            findings.add(
                    host,
                    host.text() + ": bad net/mask pattern" + (mask.equals("0") ? ": 0 is no mask" : ""),
                    mask.equals("0")
                            ? "write ALL"
                            : "write net/mask as 192.0.2.0/255.255.255.0 or 192.0.2.0/24, a single address without mask");
        } else if ((address.getAsInt() & bits.getAsInt()) != address.getAsInt()) {
            findings.add(
                    host,
                    host.text() + " matches nobody: the net has bits that the mask has not",
                    "write " + quad(address.getAsInt() & bits.getAsInt()) + "/" + mask);
        } else if (hasLeadingZero(net)) {
            findings.add(host, net + " is octal: it stands for " + quad(address.getAsInt()), "leave out leading zeros");
        }
    }

    private void checkNumeric(Token host) {
        String pattern = host.text();
        if (pattern.startsWith(".")) {
            findings.add(
                    host,
                    pattern + ": a net that begins with a dot matches the end of addresses",
                    "end it with the dot");
        } else if (!isAddressOrPrefix(pattern)) {
            findings.add(
                    host,
                    pattern + " matches nobody: it is compared with addresses as text",
                    "write four numbers of 0 to 255 without leading zeros, or fewer and a dot at the end");
        }
    }

    private static boolean isAddressOrPrefix(String pattern) {
        String number = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
        return pattern.matches("(" + number + "\\.){1,3}|(" + number + "\\.){3}" + number);
    }

    private void checkName(Token host) {
        List<String> addresses = lookups.addresses(host.text());
        if (addresses.isEmpty()) {
            findings.add(
                    host,
                    host.text() + ": host not found, so the pattern matches nobody",
                    "correct the name, or write an address");
            return;
        }
        List<String> names = addresses.stream().map(lookups::hostName).toList();
        if (names.stream().noneMatch(name -> Ascii.equal(name, host.text()))) {
            findings.add(
                    host,
                    host.text() + " matches nobody: the name of " + addresses.get(0) + " is " + names.get(0),
                    "write that name, or the address");
        }
    }

    private static boolean hasLeadingZero(String net) {
        return net.matches("(.*\\.)?0[0-9xX].*");
    }

    private static String quad(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }
}
