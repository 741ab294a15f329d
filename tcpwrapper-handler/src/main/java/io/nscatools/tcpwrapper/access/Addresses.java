package io.nscatools.tcpwrapper.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads addresses and masks as libwrap and the C library beneath it do; never asks a name server. */
final class Addresses {
    private static final Pattern ZONE_NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final String MAPPED = "::ffff:";

    private Addresses() {}

    /**
     * Returns an IPv4 address of exactly four parts, each decimal, octal ({@code 010} is 8) or hexadecimal, as
     * dot_quad_addr does. 255.255.255.255 is not one, as it looks to libwrap like an error.
     */
    static OptionalInt dotQuad(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return OptionalInt.empty();
        }
        int address = 0;
        for (String part : parts) {
            int value = addressPart(part);
            if (value < 0) {
                return OptionalInt.empty();
            }
            address = address << 8 | value;
        }
        return address == -1 ? OptionalInt.empty() : OptionalInt.of(address);
    }

    /** Returns 0 to 255, or -1. */
    private static int addressPart(String part) {
        int radix = part.startsWith("0x") || part.startsWith("0X") ? 16 : part.startsWith("0") ? 8 : 10;
        String digits = radix == 16 ? part.substring(2) : part;
        if (digits.isEmpty()) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            value = value * radix + digit;
            if (digit < 0 || value > 255) {
                return -1;
            }
        }
        return value;
    }

    /** Returns the IPv4 address inside {@code ::ffff:a.b.c.d}, or the address itself. */
    static String withoutMapping(String address) {
        if (Ascii.startsWith(address, MAPPED)) {
            String inner = address.substring(MAPPED.length());
            return dotQuad(inner).isPresent() ? inner : address;
        }
        return address;
    }

    /**
     * Returns the mask that {@code text} stands for: a dotted one, or 1 to 32 leading bits. Garbage after the number is
     * overlooked. There is no mask for {@code 0} and {@code 255.255.255.255}.
     */
    static OptionalInt mask(String text) {
        OptionalInt dotted = dotQuad(text);
        if (dotted.isPresent()) {
            return dotted;
        }
        int bits = CNumber.leading(text);
        return bits < 1 || bits > 32 ? OptionalInt.empty() : OptionalInt.of(-1 << (32 - bits));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Returns the 16 bytes of an IPv6 address in any usual notation. A zone, as in {@code fe80::1%eth0}, is left out;
     * it may be a name, which is not looked up, where the address is link-local, and else is a number.
     */
    static Optional<byte[]> ipv6(String text) {
        int end = text.indexOf('%');
        if (end < 0) {
            return withoutZone(text);
        }
        String zone = text.substring(end + 1);
        return withoutZone(text.substring(0, end))
                .filter(bytes -> ZONE_NUMBER.matcher(zone).matches() || !zone.isEmpty() && isLinkLocal(bytes));
    }

    private static boolean isLinkLocal(byte[] address) {
        boolean unicast = address[0] == (byte) 0xfe && (address[1] & 0xc0) == 0x80;
        boolean multicast = address[0] == (byte) 0xff && (address[1] & 0x0f) == 2;
        return unicast || multicast;
    }

    private static Optional<byte[]> withoutZone(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address).filter(bytes -> bytes.length == 16);
        }
        Optional<byte[]> head = groups(address.substring(0, gap));
        Optional<byte[]> tail = groups(address.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
            return Optional.empty();
        }
        if (address.substring(0, gap).indexOf('.') >= 0) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    /** Returns the bytes of groups of hexadecimal digits, the last of which may be an IPv4 address. */
    private static Optional<byte[]> groups(String text) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] groups = text.split(":", -1);
        byte[] bytes = new byte[2 * groups.length + 2];
        if (groups.length > 8) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            if (i == groups.length - 1 && group.indexOf('.') >= 0) {
                int[] quad = plainQuad(group);
                if (quad.length != 4) {
                    return Optional.empty();
                }
                for (int part : quad) {
                    bytes[length++] = (byte) part;
                }
            } else if (group.matches("[0-9A-Fa-f]{1,4}")) {
                int value = Integer.parseInt(group, 16);
                bytes[length++] = (byte) (value >> 8);
                bytes[length++] = (byte) value;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOf(bytes, length));
    }

    /** Returns the four decimal parts of an IPv4 address as inet_pton takes it, or nothing. */
    private static int[] plainQuad(String text) {
        if (!text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")) {
            return new int[0];
        }
        int[] parts =
                Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Arrays.stream(parts).allMatch(part -> part <= 255) ? parts : new int[0];
    }

    /** Returns whether the first {@code bits} bits are the same. */
    static boolean samePrefix(byte[] a, byte[] b, int bits) {
        int whole = bits / 8;
        int rest = bits % 8;
        return Arrays.equals(a, 0, whole, b, 0, whole)
                && (rest == 0 || ((a[whole] ^ b[whole]) & 0xff) >>> (8 - rest) == 0);
    }
}
