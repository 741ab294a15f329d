package io.nscatools.server.config;

import io.netty.util.NetUtil;
import io.nscatools.protocol.ByteString;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A network, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or a single address.
 *
 * @param address its first address, 4 or 16 bytes; the bits after the prefix are zero
 * @param prefixLength how many of the leading bits count, at most 32 or 128
 */
public record Network(ByteString address, int prefixLength) {
    /** Returns the network that {@code text} is, or nothing if it is none; never looks up a name. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null || text.contains("%")) {
            return Optional.empty();
        }
        int length = slash < 0 ? address.length * Byte.SIZE : prefixLength(text.substring(slash + 1));
        if (length < 0 || length > address.length * Byte.SIZE || hasBitsAfter(length, address)) {
            return Optional.empty();
        }
        return Optional.of(new Network(ByteString.copyOf(address, 0, address.length), length));
    }

    private static int prefixLength(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** Bits after the prefix show that another network was meant. */
    private static boolean hasBitsAfter(int length, byte[] address) {
        for (int bit = length; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether {@code other} is in this network; an IPv4 address is in no IPv6 network. */
    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length()) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != address.byteAt(i)) {
                return false;
            }
        }
        int mask = 0xff00 >> prefixLength % Byte.SIZE & 0xff;
        return mask == 0 || (bytes[whole] & mask) == (address.byteAt(whole) & mask);
    }

    /** Returns the network as it is written in the configuration. */
    @Override
    public String toString() {
        return NetUtil.bytesToIpAddress(address.toByteArray()) + "/" + prefixLength;
    }
}
