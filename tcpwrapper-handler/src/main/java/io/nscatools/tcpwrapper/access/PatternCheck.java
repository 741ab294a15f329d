package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds patterns of daemons, users and lists that do not mean what they seem to. */
final class PatternCheck {
    private final CheckLookups lookups;
    private final Findings findings;
    private final HostPatternCheck hosts;
    private final Set<String> reported = new HashSet<>();

    PatternCheck(CheckLookups lookups, Findings findings) {
        this.lookups = lookups;
        this.findings = findings;
        this.hosts = new HostPatternCheck(lookups, findings);
    }

    void check(AccessRule rule) {
        checkList(rule, rule.daemons(), "daemon");
        checkList(rule, rule.clients(), "client");
        for (Token token : rule.daemons().patterns()) {
            int at = AccessRule.indexOf(token.text(), '@', 1);
            checkName(at < 0 ? token : token.upTo(at), "daemon");
            if (at >= 0) {
                hosts.check(token.from(at + 1));
                checkOneAddress(token.from(at + 1));
            } else {
                checkDaemon(token);
            }
        }
        for (Token token : rule.clients().patterns()) {
            int at = AccessRule.indexOf(token.text(), '@', 1);
            if (at >= 0) {
                checkName(token.upTo(at), "user");
            }
            hosts.check(token.from(at + 1));
        }
    }

    private void checkList(AccessRule rule, PatternList list, String what) {
        boolean empty = true;
        boolean emptyPart = false;
        for (Token token : list.tokens()) {
            emptyPart |= token.isExcept() && empty;
            empty = token.isExcept();
        }
        if (empty || emptyPart) {
            findings.add(
                    rule.line(),
                    0,
                    "the list of " + what + "s, or a part of it before or after EXCEPT, is empty and matches nothing",
                    "write a pattern, such as ALL");
        }
    }

    /** What tcpdchk finds wrong with the name of a daemon or user. */
    private void checkName(Token name, String what) {
        String text = name.text();
        if (text.startsWith("@") || text.startsWith("/")) {
            findings.add(
                    name,
                    text + ": a " + what + " name begins with neither @ nor /",
                    what.equals("daemon") ? "write the name of the process, such as sshd" : "write the user's name");
        } else if (text.startsWith(".") || text.endsWith(".")) {
            findings.add(
                    name,
                    text + ": a dot makes it match any " + what + " name that ends or begins like this",
                    "write the whole name, or use * if that is meant");
        } else if (Ascii.equal(text, "FAIL")) {
            findings.add(name, "FAIL has no meaning any more", "use EXCEPT, or the option deny");
        } else if (isMisplacedWord(text, what)) {
            findings.add(name, text + " has no meaning for a " + what + " name", "write ALL or a name");
        }
    }

    private static boolean isMisplacedWord(String text, String what) {
        boolean fits = Ascii.equal(text, "ALL")
                || Ascii.equal(text, AccessLookups.UNKNOWN)
                || what.equals("user") && Ascii.equal(text, "KNOWN");
        return HostPatterns.isWord(text) && !fits;
    }

    private void checkDaemon(Token token) {
        String name = token.text();
        boolean plain = name.matches("[A-Za-z0-9].*[A-Za-z0-9_-]|[A-Za-z]")
                && !Wildcards.isIn(name)
                && CNumber.unsigned(name, 10).isEmpty()
                && !HostPatterns.isWord(name)
                && !Ascii.equal(name, "FAIL");
        if (plain && !lookups.isDaemon(name) && reported.add(name)) {
            findings.add(
                    token,
                    name + " is neither a program nor a server of inetd or xinetd",
                    "write the base name of argv[0], such as in.fingerd, not that of the service");
        }
    }

    private void checkOneAddress(Token host) {
        if (HostPatternCheck.isHostName(host.text())) {
            List<String> addresses = lookups.addresses(host.text());
            if (addresses.size() > 1) {
                findings.add(
                        host,
                        host.text() + " has more than one address: " + String.join(" ", addresses),
                        "write the address that is meant");
            }
        }
    }
}
