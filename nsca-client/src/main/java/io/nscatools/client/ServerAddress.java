package io.nscatools.client;

/**
 * Where an NSCA daemon listens.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port a TCP port, 1 to 65535
 */
public record ServerAddress(String host, int port) {
    /** The port that NSCA uses unless told otherwise (fact 76). */
    public static final int DEFAULT_PORT = 5667;

    /** Throws {@code IllegalArgumentException} for an empty host or a port out of range. */
    public ServerAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1..65535");
        }
    }

    /**
     * Reads {@code HOST}, {@code HOST:PORT}, {@code [IPV6]}, {@code [IPV6]:PORT} or a bare IPv6 address, which has two
     * colons at least.
     *
     * @throws IllegalArgumentException if {@code text} is none of them
     */
    public static ServerAddress parse(String text, int defaultPort) {
        int closing = text.indexOf(']');
        if (text.startsWith("[") && closing > 0) {
            String host = text.substring(1, closing);
            String rest = text.substring(closing + 1);
            if (rest.isEmpty()) {
                return new ServerAddress(host, defaultPort);
            }
            if (rest.startsWith(":")) {
                return new ServerAddress(host, port(rest.substring(1), text));
            }
            throw new IllegalArgumentException("'" + text + "' is neither [ADDRESS] nor [ADDRESS]:PORT");
        }
        if (closing >= 0 || text.indexOf('[') >= 0) {
            throw new IllegalArgumentException("'" + text + "' has a bracket alone; an IPv6 address is [ADDRESS]:PORT");
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return new ServerAddress(text.substring(0, colon), port(text.substring(colon + 1), text));
        }
        return new ServerAddress(text, defaultPort);
    }

    private static int port(String port, String text) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + port + "' in '" + text + "' is no port", e);
        }
    }

    /** Returns {@code HOST:PORT}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
