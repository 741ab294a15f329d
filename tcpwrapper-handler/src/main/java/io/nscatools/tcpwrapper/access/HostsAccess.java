package io.nscatools.tcpwrapper.access;

import io.nscatools.tcpwrapper.access.Decision.Action;
import io.nscatools.tcpwrapper.access.Decision.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Both tables together. The first rule of {@code hosts.allow} that matches allows, else the first of {@code hosts.deny}
 * denies, else the connection is allowed; options of the rule may decide otherwise. Immutable, and safe for any number
 * of threads.
 */
public final class HostsAccess {
    private final AccessTable allow;
    private final AccessTable deny;
    private final HostFiles files;

    private HostsAccess(AccessTable allow, AccessTable deny) {
        this.allow = allow;
        this.deny = deny;
        this.files = HostFiles.load(List.of(allow, deny));
    }

    /** Reads both files; {@link #problems()} has what is wrong with them. */
    public static HostsAccess read(Path allow, Path deny) {
        return of(AccessTable.read(allow), AccessTable.read(deny));
    }

    /** Returns the rules of two tables. Reads the files of host patterns that they name. */
    public static HostsAccess of(AccessTable allow, AccessTable deny) {
        return new HostsAccess(allow, deny);
    }

    /** Returns everything that is wrong with the files. Where it is not empty, decisions are still those of libwrap. */
    public List<AccessProblem> problems() {
        return Stream.of(allow.problems(), deny.problems(), files.problems())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the first rule for all daemons and clients, after which no other is reached. */
    public Optional<AccessRule> firstForEverybody() {
        return Stream.concat(allow.rules().stream(), deny.rules().stream())
                .filter(AccessRule::matchesEverybody)
                .findFirst();
    }

    /** Returns what stands before an at sign in client patterns. */
    public Set<String> userPatterns() {
        return Stream.concat(allow.rules().stream(), deny.rules().stream())
                .flatMap(rule -> rule.clients().patterns().stream())
                .map(PatternList.Token::text)
                .filter(text -> AccessRule.indexOf(text, '@', 1) > 0)
                .map(text -> text.substring(0, AccessRule.indexOf(text, '@', 1)))
                .collect(Collectors.toSet());
    }

    AccessTable allow() {
        return allow;
    }

    AccessTable deny() {
        return deny;
    }

    /** Decides about a request as libwrap does. Asks {@code lookups} only what the rules need. */
    public Decision decide(AccessRequest request, AccessLookups lookups) {
        RequestState state = new RequestState(request, lookups);
        return decide(allow, Verdict.ALLOW, state)
                .or(() -> decide(deny, Verdict.DENY, state))
                .orElseGet(() -> new Decision(Verdict.ALLOW, Optional.empty(), List.of(), "no rule matches"));
    }

    private Optional<Decision> decide(AccessTable table, Verdict verdict, RequestState state) {
        RuleMatcher matcher = new RuleMatcher(state, files);
        Optional<AccessRule> rule =
                table.rules().stream().filter(matcher::matches).findFirst();
        if (rule.isPresent()) {
            return apply(rule.get(), verdict, state);
        }
        return table.breach()
                .filter(breach -> verdict == Verdict.DENY)
                .map(breach -> new Decision(Verdict.DENY, Optional.empty(), List.of(), breach.toString()));
    }

    /** Applies a rule's options; nothing if an {@code aclexec} command failed, as the rule then does not count. */
    private static Optional<Decision> apply(AccessRule rule, Verdict verdict, RequestState state) {
        List<Action> actions = new ArrayList<>();
        boolean counts = true;
        Verdict result = verdict;
        for (RuleOption option : rule.options()) {
            Optional<String> problem = option.problem();
            Optional<String> value = problem.isPresent() ? Optional.empty() : value(option, state);
            if (value.isEmpty()) {
                return refuse(rule, option, actions, problem.orElse("the expanded command is too long"));
            }
            Action action = new Action(option.keyword().orElseThrow(), value.get());
            Optional<String> rejection = rejection(action, state.lookups());
            if (rejection.isPresent()) {
                return refuse(rule, option, actions, rejection.get());
            }
            actions.add(action);
            switch (action.option()) {
                case ALLOW -> {
                    return Optional.of(decision(Verdict.ALLOW, rule, actions));
                }
                case DENY -> {
                    return Optional.of(decision(Verdict.DENY, rule, actions));
                }
                case TWIST -> result = Verdict.TWIST;
                case ACLEXEC -> counts = state.lookups().aclexec(action.value());
                default -> {}
            }
        }
        return counts ? Optional.of(decision(result, rule, actions)) : Optional.empty();
    }

    private static Optional<String> value(RuleOption option, RequestState state) {
        boolean expands = option.keyword().filter(OptionKeyword::expandsValue).isPresent();
        return expands ? Expansion.expand(option.value(), state).map(RuleOption::chop) : Optional.of(option.value());
    }

    /** Returns why an option fails whose value is known only now. */
    private static Optional<String> rejection(Action action, AccessLookups lookups) {
        return action.option() == OptionKeyword.SETENV
                ? OptionValues.problem(action.option(), action.value())
                : missingAccount(action.option(), action.value(), lookups);
    }

    /** Returns what is missing of the accounts that a {@code user} or {@code group} option names. */
    static Optional<String> missingAccount(OptionKeyword option, String value, AccessLookups lookups) {
        if (option == OptionKeyword.GROUP) {
            return missing("group", value, lookups.groupExists(value));
        }
        if (option != OptionKeyword.USER) {
            return Optional.empty();
        }
        int dot = AccessRule.indexOf(value, '.', 0);
        String user = dot < 0 ? value : value.substring(0, dot);
        String group = dot < 0 ? "" : value.substring(dot + 1);
        return missing("group", group, dot < 0 || lookups.groupExists(group))
                .or(() -> missing("user", user, lookups.userExists(user)));
    }

    private static Optional<String> missing(String kind, String name, boolean exists) {
        return exists ? Optional.empty() : Optional.of("there is no " + kind + " '" + name + "'");
    }

    /** The rule breaks off at an option; those before it have had their effect. */
    private static Optional<Decision> refuse(AccessRule rule, RuleOption option, List<Action> before, String why) {
        String reason = rule.file() + ":" + option.line() + ":" + option.column() + ": " + why;
        return Optional.of(new Decision(Verdict.DENY, Optional.of(rule), before, reason));
    }

    private static Decision decision(Verdict verdict, AccessRule rule, List<Action> actions) {
        return new Decision(verdict, Optional.of(rule), actions, rule + ": " + rule.text());
    }
}
