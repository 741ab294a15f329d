package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.PatternList.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds mistakes and traps in the files of rules: all that libwrap itself would complain of, all that tcpdchk finds
 * wrong, and rules that do not what they seem to. Not found wrong, though tcpdchk does: an address without a name, a
 * wildcard that is not a host's name, and a port number that is not a daemon's name.
 */
public final class AccessCheck {
    private final CheckLookups lookups;

    /** A check that asks {@code lookups} about hosts and daemons. */
    public AccessCheck(CheckLookups lookups) {
        this.lookups = lookups;
    }

    /** Returns everything that is wrong, in the order of the files and their lines. */
    public List<AccessProblem> check(HostsAccess access) {
        List<AccessProblem> all = new ArrayList<>(check(access.allow(), false, false));
        all.addAll(check(access.deny(), true, looksUpNames(access.allow())));
        all.addAll(access.problems());
        List<String> files = List.of(access.allow().name(), access.deny().name());
        return all.stream()
                .distinct()
                .sorted(Comparator.comparingInt((AccessProblem problem) -> files.indexOf(problem.file()))
                        .thenComparingInt(AccessProblem::line)
                        .thenComparingInt(AccessProblem::column))
                .toList();
    }

    private List<AccessProblem> check(AccessTable table, boolean denies, boolean namesKnown) {
        Findings findings = new Findings(table.name());
        checkComments(table, findings);
        PatternCheck patterns = new PatternCheck(lookups, findings);
        boolean nameMayBeKnown = namesKnown;
        AccessRule catchAll = null;
        for (AccessRule rule : table.rules()) {
            checkSource(rule, findings);
            patterns.check(rule);
            nameMayBeKnown |= HostPatterns.lookUpNames(rule.clients());
            new OptionCheck(lookups, findings, denies, nameMayBeKnown).check(rule);
            if (catchAll != null) {
                findings.add(
                        rule.line(),
                        0,
                        "is never reached: line " + catchAll.line() + " matches everything before",
                        "move it up, or remove it");
            } else if (rule.matchesEverybody()) {
                catchAll = rule;
            }
        }
        return findings.problems();
    }

    private static boolean looksUpNames(AccessTable table) {
        return table.rules().stream().anyMatch(rule -> HostPatterns.lookUpNames(rule.clients()));
    }

    private static void checkComments(AccessTable table, Findings findings) {
        for (LogicalLine line : table.continuedComments()) {
            findings.add(
                    line.line(),
                    0,
                    "the backslash at the end makes the next line part of this comment",
                    "remove the backslash");
        }
    }

    private static void checkSource(AccessRule rule, Findings findings) {
        Token first = rule.daemons().tokens().isEmpty()
                ? new Token("", rule.line(), 1)
                : rule.daemons().tokens().get(0);
        if (first.text().startsWith("#")) {
            findings.add(
                    first,
                    "is no comment but a rule: only a # in the first column starts one",
                    "remove what is before the #");
        }
        if (rule.text().endsWith("\\")) {
            findings.add(
                    rule.lastLine(),
                    0,
                    "a blank or carriage return follows the backslash, so the line is not continued",
                    "end the line with the backslash");
        }
    }
}
