package io.nscatools.tcpwrapper.access;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Matches the patterns of rules against one request. */
final class RuleMatcher {
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
        return nameOrPortMatches(token.substring(0, at)) && hostMatches(token.substring(at + 1), state.server());
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
            return hostMatches(token, state.client());
        }
        return hostMatches(token.substring(at + 1), state.client())
                && TextPattern.matches(token.substring(0, at), state.request().user());
    }

    private boolean hostMatches(String pattern, RequestState.End host) {
        if (pattern.startsWith("@")) {
            return false; // netgroups are not supported; HostsAccess reports them
        }
        if (pattern.startsWith("/")) {
            return fileMatches(pattern, host);
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

    /**
     * Tries the patterns of a file and of those that it names, each file once: libwrap would follow circles for ever.
     */
    private boolean fileMatches(String path, RequestState.End host) {
        Set<String> seen = new HashSet<>(Set.of(path));
        Deque<String> pending = new ArrayDeque<>(seen);
        while (!pending.isEmpty()) {
            for (String pattern : files.patterns(pending.remove())) {
                if (!pattern.startsWith("/")) {
                    if (hostMatches(pattern, host)) {
                        return true;
                    }
                } else if (seen.add(pattern)) {
                    pending.add(pattern);
                }
            }
        }
        return false;
    }
}
