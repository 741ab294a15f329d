package io.nscatools.server.config;

import java.util.Optional;

/**
 * Where to listen.
 *
 * @param address an address or host name, or nothing for all addresses of the machine
 * @param port the port, 1 to 65535, or 0 for any free one
 */
public record ListenAddress(Optional<String> address, int port) {
    /** The port of NSCA. */
    public static final int DEFAULT_PORT = 5667;

    /** Throws {@code IllegalArgumentException} for a port that is none. */
    public ListenAddress {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0..65535");
        }
    }

    @Override
    public String toString() {
        return address.map(a -> a.contains(":") ? "[" + a + "]" : a).orElse("*") + ":" + port;
    }
}
