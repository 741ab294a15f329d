package io.nscatools.tcpwrapper.agent;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address.
 *
 * @param address any address of it
 * @param prefix how many leading bits all its addresses share
 */
record Network(PeerAddress address, int prefix) {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /** Returns the network that {@code text} is. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return PeerAddress.parse(text).map(address -> new Network(address, bits(address)));
        }
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) {
            return Optional.empty();
        }
        return PeerAddress.parse(text.substring(0, slash))
                .filter(address -> Integer.parseInt(length) <= bits(address))
                .map(address -> new Network(address, Integer.parseInt(length)));
    }

    private static int bits(PeerAddress address) {
        return address.address().getAddress().length * 8;
    }

    /** Returns whether {@code other} is in the network. */
    boolean contains(PeerAddress other) {
        byte[] mine = address.address().getAddress();
        byte[] theirs = other.address().getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
