package io.nscatools.configgen;

import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The rule for {@code /etc/hosts.deny} that reports what it refuses.
 *
 * @param action how the handler is run
 * @param rfc931 how many seconds the client's ident service is asked for the user; not at all if empty
 * @param daemons the daemons that it is about; all if empty
 * @param except the clients that it is not about
 * @param handler the path of {@code handle_tcp_wrapper}, or of another program in its place
 */
record HostsDeny(Action action, Optional<Integer> rfc931, List<String> daemons, List<String> except, String handler) {
    /** The keys of an inventory. */
    static final Set<String> KEYS = Set.of("action", "rfc931", "daemons", "except", "handler");

    private static final Pattern DAEMON = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final String SCRIPT = "handle_tcp_wrapper";
    private static final Pattern HANDLER = Pattern.compile("(/[A-Za-z0-9_.+-]+)+");

    /** libwrap reads lines of up to 2,047 bytes and passes over longer ones. */
    private static final int MAX_LINE = 2000;

    HostsDeny {
        daemons = List.copyOf(daemons);
        except = List.copyOf(except);
    }

    /** The options of hosts_options(5) that run a command. */
    enum Action {
        /** The command takes the place of the daemon: the client is let go of at once (facts T7 and T11). */
        TWIST,
        /** The command runs beside the daemon; tcpd and sshd then hold the client for 5 s (fact T9). */
        SPAWN,
        /**
         * The rule counts if the command ends with 0, which a shell that puts ours into the background does; if it
         * cannot even do that, the client is let in.
         */
        ACLEXEC
    }

    /** Returns the recipe's rule, but for its ident look-up of up to 10 s (fact T8). */
    static HostsDeny recipe() {
        return new HostsDeny(
                Action.TWIST,
                Optional.empty(),
                List.of(),
                List.of(),
                "/usr/local/nagios/libexec/eventhandlers/" + SCRIPT);
    }

    /** Returns this rule with the changes that {@code mapping} tells. */
    HostsDeny with(YamlMapping mapping) {
        HostsDeny changed = new HostsDeny(
                mapping.choice("action", Action.class).orElse(action),
                mapping.number("rfc931", 1, 60).or(() -> rfc931),
                mapping.keys().contains("daemons") ? daemons(mapping) : daemons,
                mapping.keys().contains("except")
                        ? all(mapping, "except", "an address, a network or a domain", ClientPattern::parse)
                        : except,
                mapping.value("handler", "an absolute path of A-Z a-z 0-9 _ . + - /", HostsDeny::handler)
                        .orElse(handler));
        if (changed.line().length() > MAX_LINE) {
            mapping.problem(
                    mapping.node(),
                    "the rule is longer than the " + MAX_LINE + " bytes that libwrap reads; name networks");
        }
        return changed;
    }

    private static Optional<String> handler(String text) {
        return Optional.of(text).filter(path -> HANDLER.matcher(path).matches());
    }

    private static List<String> daemons(YamlMapping mapping) {
        List<String> names = all(
                mapping,
                "daemons",
                "ALL or the name of a daemon, such as sshd",
                text -> Optional.of(text).filter(name -> DAEMON.matcher(name).matches()));
        return names.contains("ALL") ? List.of() : names;
    }

    private static List<String> all(
            YamlMapping mapping, String key, String expected, Function<String, Optional<String>> parse) {
        List<String> values = new ArrayList<>();
        for (YamlNode.Scalar scalar : mapping.scalars(key)) {
            parse.apply(scalar.text())
                    .ifPresentOrElse(
                            values::add,
                            () -> mapping.problem(scalar, key + ": expected " + expected + ", found " + scalar.kind()));
        }
        return values;
    }

    /** Returns the rule, ending in the newline without which libwrap passes it over (fact T3). */
    String line() {
        String clients = except.isEmpty() ? "ALL" : "ALL EXCEPT " + String.join(" ", except);
        return (daemons.isEmpty() ? "ALL" : String.join(" ", daemons))
                + ": " + clients + ": "
                + rfc931.map(seconds -> "RFC931 " + seconds + ": ").orElse("")
                + command() + "\n";
    }

    /**
     * All descriptors are redirected, so that the client neither waits nor reads anything (facts T7 and T11). The
     * script is read in by the shell that libwrap starts, which spares the start of a second one; a handler of any
     * other name may be no script.
     */
    private String command() {
        String arguments = rfc931.isPresent() ? "%h %d %a %u" : "%h %d";
        Path path = Path.of(handler);
        String run = path.endsWith(SCRIPT)
                ? "cd " + path.getParent() + " && set -- " + arguments + " && . ./" + SCRIPT
                : handler + " " + arguments;
        return action.name().toLowerCase(Locale.ROOT) + " (" + run + ") </dev/null >/dev/null 2>&1 &";
    }

    /** Returns a whole file: the rule, and what to know about it. */
    String file(String header) {
        String warning = except.isEmpty()
                ? "# No client is excepted: name yours in /etc/hosts.allow first, or in the inventory's except.\n"
                : "";
        return header + warning + line();
    }
}
