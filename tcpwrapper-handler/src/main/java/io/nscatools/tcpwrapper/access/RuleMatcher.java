package io.nscatools.tcpwrapper.access;

/** Matches the patterns of rules against one request. */
final class RuleMatcher {
    private static final int MAX_FILE_DEPTH = 10;
    private static final int MAX_PORT = 0xffff;

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
        return CNumber.unsigned(pattern, 10)
                .filter(port -> port <= MAX_PORT)
                .map(port -> state.request()
                        .server()
                        .port()
                        .filter(own -> own.longValue() == port)
                        .isPresent())
                .orElseGet(() -> TextPattern.matches(pattern, state.request().daemon()));
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
