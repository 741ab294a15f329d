package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.util.List;

/** What kinds of host patterns there are. */
final class HostPatterns {
    private static final List<String> WORDS =
            List.of("ALL", "LOCAL", "KNOWN", AccessLookups.UNKNOWN, AccessLookups.PARANOID);

    private HostPatterns() {}

    /** Returns whether the pattern is one of the words with a meaning of their own. */
    static boolean isWord(String pattern) {
        return WORDS.stream().anyMatch(word -> Ascii.equal(word, pattern));
    }

    /** Returns whether trying a list may look up the client's name. */
    static boolean lookUpNames(PatternList clients) {
        return clients.patterns().stream().map(HostPatterns::host).anyMatch(HostPatterns::needsName);
    }

    /** Returns the host part of a client pattern. */
    static String host(Token client) {
        return client.text().substring(AccessRule.indexOf(client.text(), '@', 1) + 1);
    }

    /** Returns whether the client's name is looked up to match a host pattern, unless its address matches already. */
    static boolean needsName(String host) {
        boolean addressOnly = Ascii.equal(host, "ALL")
                || TextPattern.isNumeric(host)
                || AccessRule.indexOf(host, '/', 0) > 0
                || TextPattern.isBracketed(host)
                || host.isEmpty();
        return !addressOnly;
    }
}
