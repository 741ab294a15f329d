package io.nscatools.tcpwrapper.access;

import java.util.regex.Pattern;

/** Finds options whose effect is not what it seems to be. */
final class OptionCheck {
    private static final Pattern UNKNOWN_LETTER = Pattern.compile("%([^aAcdhHnNprRsu%])");
    private static final int DEFAULT_IDENT_SECONDS = 10;
    private static final String QUIET = "</dev/null >/dev/null 2>&1";
    private static final String LIMIT = "write RFC931 2 before it, or leave the user out";

    private final CheckLookups lookups;
    private final Findings findings;
    private final boolean denies;
    private final boolean nameMayBeKnown;

    /**
     * A check of a rule's options.
     *
     * @param denies whether the table refuses whom a rule matches
     * @param nameMayBeKnown whether the client's name may have been looked up when the options take effect
     */
    OptionCheck(CheckLookups lookups, Findings findings, boolean denies, boolean nameMayBeKnown) {
        this.lookups = lookups;
        this.findings = findings;
        this.denies = denies;
        this.nameMayBeKnown = nameMayBeKnown;
    }

    void check(AccessRule rule) {
        boolean identLimited = false;
        for (PatternList.Token token : rule.clients().patterns()) {
            if (AccessRule.indexOf(token.text(), '@', 1) >= 0) {
                findings.add(
                        token,
                        "asks the peer's ident service for the user, which may hold the connection for 10 s",
                        "leave the user out; the peer can answer anything");
            }
        }
        for (RuleOption option : rule.options()) {
            if (option.problem().isPresent()) {
                return;
            }
            checkIdent(option, identLimited);
            identLimited |= option.is(OptionKeyword.RFC931);
            checkCommand(option, rule);
            checkAccount(option);
            if (option.is(OptionKeyword.ACLEXEC) && denies) {
                findings.add(
                        option,
                        "refuses when the command succeeds and allows when it fails, the other way round than in hosts.allow",
                        "make sure that this is meant");
            }
            if (option.is(OptionKeyword.BANNERS) && !lookups.isFolder(option.value())) {
                findings.add(option, option.value() + " is no folder: there is no banner", "make the folder");
            }
        }
    }

    private void checkIdent(RuleOption option, boolean limited) {
        if (option.is(OptionKeyword.RFC931) && option.value().isEmpty()) {
            findings.add(
                    option,
                    "asks the peer's ident service without a limit: the peer is held, and the alert comes, up to 10 s late",
                    "write RFC931 2");
        } else if (option.is(OptionKeyword.RFC931) && CNumber.leading(option.value()) > DEFAULT_IDENT_SECONDS) {
            findings.add(
                    option,
                    "may hold the peer, and the alert, for " + CNumber.leading(option.value()) + " s",
                    "write RFC931 2");
        } else if (!limited && expands(option, 'u')) {
            findings.add(option, "%u asks the peer's ident service, which may hold the connection for 10 s", LIMIT);
        }
    }

    private static boolean expands(RuleOption option, char letter) {
        boolean expanded = option.keyword().filter(OptionKeyword::expandsValue).isPresent();
        return expanded && option.value().replace("%%", "").contains("%" + letter);
    }

    private void checkCommand(RuleOption option, AccessRule rule) {
        if (option.keyword().filter(OptionKeyword::expandsValue).isEmpty()) {
            return;
        }
        UNKNOWN_LETTER
                .matcher(option.value().replace("%%", ""))
                .results()
                .forEach(match -> findings.add(
                        option,
                        "%" + match.group(1) + " has no meaning and expands to nothing",
                        "write %% for a percent sign"));
        int name = option.value().indexOf("%n");
        boolean nameKnown = nameMayBeKnown || name >= 0 && name < option.value().indexOf("%h");
        if (nameKnown && expands(option, 'h') && !expands(option, 'a')) {
            findings.add(
                    option,
                    "%h may be the name that the peer's owner chose, as a rule up to here looks names up",
                    "write %a for the address");
        }
        ShellCommand command = new ShellCommand(option.value());
        if (option.is(OptionKeyword.TWIST)) {
            checkTwist(option, command);
        } else if (option.is(OptionKeyword.SPAWN)) {
            checkSpawn(option, command, rule);
        }
    }

    private void checkTwist(RuleOption option, ShellCommand command) {
        if (!command.isMeantForThePeer() && !(command.redirectsOutput() && command.redirectsErrors())) {
            findings.add(
                    option,
                    "the command's output goes to the peer, which waits until the command ends",
                    "redirect it: (COMMAND " + QUIET + ") &");
        } else if (!command.isMeantForThePeer() && !command.isInBackground()) {
            findings.add(option, "the service waits until the command ends", "end it with &");
        }
    }

    private void checkSpawn(RuleOption option, ShellCommand command, AccessRule rule) {
        if (!command.isInBackground()) {
            findings.add(option, "the connection waits until the command ends", "end the command with &");
        }
        boolean refuses = denies
                        && rule.options().stream()
                                .noneMatch(other -> other.is(OptionKeyword.ALLOW) || other.is(OptionKeyword.TWIST))
                || rule.options().stream().anyMatch(other -> other.is(OptionKeyword.DENY));
        if (refuses) {
            findings.add(
                    option,
                    "tcpd and sshd hold a connection that they refuse for 5 s, the peer with it and a process each",
                    "use twist (COMMAND " + QUIET + ") & as the last option instead");
        }
    }

    private void checkAccount(RuleOption option) {
        if (option.is(OptionKeyword.USER) || option.is(OptionKeyword.GROUP)) {
            findings.add(
                    option,
                    "has no effect in Debian 12's libwrap: commands run as whoever runs the daemon, mostly root",
                    "drop the rights in the command, with setpriv or runuser");
            HostsAccess.missingAccount(option.keyword().orElseThrow(), option.value(), lookups)
                    .ifPresent(missing -> findings.add(
                            option, missing + ": libwrap refuses whom the rule matches", "correct the name"));
        }
    }
}
