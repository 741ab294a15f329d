package io.nscatools.tcpwrapper.access;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Matches the patterns of rules against one request. */
final class RuleMatcher {
    private static final int MAX_FILE_DEPTH = 10;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final BigInteger ULONG_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final RequestState state;
    private final HostFiles files;

    RuleMatcher(RequestState state, HostFiles files) {
        this.state = state;
        this.files = files;
    }

    boolean matches(AccessRule rule) {
        return rule.daemons().matches(token -> daemonMatches(token.text()))
                && rule.clients().matches(token -> clientMatches(token.text()));
    }

    /** A daemon, or daemon@host for the server's end. */
    private boolean daemonMatches(String token) {
        int at = AccessRule.indexOf(token, '@', 1);
        if (at < 0) {
            return nameOrPortMatches(token);
        }
        return nameOrPortMatches(token.substring(0, at)) && hostMatches(token.substring(at + 1), state.server(), 0);
    }

    /** A number up to 65535 is the server's port and not a name. */
    private boolean nameOrPortMatches(String pattern) {
        long number = portNumber(pattern);
        if (number < 0) {
            return TextPattern.matches(pattern, state.request().daemon());
        }
        return state.request().server().port().filter(port -> port == number).isPresent();
    }

    /** Returns the port as {@code sscanf("%u%c")} reads it, modulo 2^32; -1 if it is none. */
    private static long portNumber(String pattern) {
        if (!NUMBER.matcher(pattern).matches()) {
            return -1;
        }
        BigInteger number = new BigInteger(pattern);
        long bits = number.abs().compareTo(ULONG_MAX) > 0 ? ULONG_MAX.longValue() : number.longValue();
        long unsigned = bits & 0xffffffffL;
        return unsigned <= 0xffff ? unsigned : -1;
    }

    /** A host, or user@host. */
    private boolean clientMatches(String token) {
        int at = AccessRule.indexOf(token, '@', 1);
        if (at < 0) {
            return hostMatches(token, state.client(), 0);
        }
        return hostMatches(token.substring(at + 1), state.client(), 0)
                && TextPattern.matches(token.substring(0, at), state.request().user());
    }

    private boolean hostMatches(String pattern, RequestState.End host, int depth) {
        if (pattern.startsWith("@")) {
            return false; // netgroups are not supported; HostsAccess reports them
        }
        if (pattern.startsWith("/")) {
            return depth < MAX_FILE_DEPTH
                    && files.patterns(pattern).stream().anyMatch(line -> hostMatches(line, host, depth + 1));
        }
        if (Ascii.equal(pattern, "KNOWN")) {
            return host.hasKnownName() && !Ascii.equal(host.address(), AccessLookups.UNKNOWN);
        }
        if (Ascii.equal(pattern, "LOCAL")) {
            return host.name().indexOf('.') < 0 && host.hasKnownName();
        }
        int slash = AccessRule.indexOf(pattern, '/', 0);
        if (slash >= 0) {
            return TextPattern.netMatches(pattern.substring(0, slash), pattern.substring(slash + 1), host.address());
        }
        return TextPattern.matches(pattern, host.address())
                || !TextPattern.isNumeric(pattern) && TextPattern.matches(pattern, host.name());
    }
}
