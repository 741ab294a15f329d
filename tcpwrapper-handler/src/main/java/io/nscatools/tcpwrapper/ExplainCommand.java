package io.nscatools.tcpwrapper;

import io.nscatools.cli.Cli;
import io.nscatools.tcpwrapper.access.AccessHost;
import io.nscatools.tcpwrapper.access.AccessLookups;
import io.nscatools.tcpwrapper.access.AccessProblem;
import io.nscatools.tcpwrapper.access.AccessRequest;
import io.nscatools.tcpwrapper.access.Decision;
import io.nscatools.tcpwrapper.access.HostsAccess;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code explain} command. */
@Command(
        name = "explain",
        header = "Tells which rule of hosts.allow and hosts.deny decides about a connection, and what it would run.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeOnInvalidInput = ExplainCommand.EXIT_FAILED,
        footerHeading = "%nExit codes:%n",
        footer = {"0 explained, whatever the decision; 2 a file cannot be read, a host is not found, or usage."})
final class ExplainCommand implements Callable<Integer> {
    static final int EXIT_FAILED = 2;

    @Parameters(index = "0", paramLabel = "DAEMON[@HOST]", description = "The daemon, and the host it is called at.")
    private String daemon;

    @Parameters(
            index = "1",
            paramLabel = "[USER@]CLIENT",
            description = "The client's address or name, or \"unknown\" or \"paranoid\".")
    private String client;

    @Mixin
    private final RuleFiles files = new RuleFiles();

    @Spec
    private CommandSpec spec;

    private final SystemLookups lookups = new SystemLookups(Set.of());

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        HostsAccess access = HostsAccess.read(files.allow, files.deny);
        access.problems().forEach(err::println);
        boolean unreadable = access.problems().stream().anyMatch(problem -> problem.line() == 0);
        int serverAt = daemon.indexOf('@');
        int userAt = client.indexOf('@');
        String user = userAt < 0 ? AccessLookups.UNKNOWN : bytes(client.substring(0, userAt));
        List<AccessHost> servers = serverAt < 0 ? List.of(AccessHost.UNKNOWN) : hosts(daemon.substring(serverAt + 1));
        List<AccessHost> clients = hosts(clientText());
        if (servers.isEmpty() || clients.isEmpty()) {
            String missing = servers.isEmpty() ? daemon.substring(serverAt + 1) : clientText();
            err.println(missing + ": host not found; give its address");
            return EXIT_FAILED;
        }
        String process = bytes(serverAt < 0 ? daemon : daemon.substring(0, serverAt));
        for (AccessHost host : clients) {
            AccessRequest request =
                    new AccessRequest(process.substring(process.lastIndexOf('/') + 1), servers.get(0), host, user, 0);
            explain(access, request, out);
        }
        return unreadable ? EXIT_FAILED : 0;
    }

    private String clientText() {
        return client.substring(client.indexOf('@') + 1);
    }

    /** Returns text with one byte in each char, as the rules have it. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Returns the ends that a name or address stands for; none if the name is not found. */
    private List<AccessHost> hosts(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
        String host = bracketed ? text.substring(1, text.length() - 1) : text;
        if (SystemLookups.isAddress(host)) {
            return List.of(AccessHost.at(host));
        }
        if (host.equalsIgnoreCase(AccessLookups.UNKNOWN) || host.equalsIgnoreCase(AccessLookups.PARANOID)) {
            return List.of(new AccessHost(AccessLookups.UNKNOWN, Optional.of(host), Optional.empty()));
        }
        return lookups.addresses(host).stream().map(AccessHost::at).toList();
    }

    /** Explains a decision as tcpdmatch does: as if the look-up of an IPv4 address's name failed; then without that. */
    private void explain(HostsAccess access, AccessRequest request, PrintWriter out) {
        boolean isIpv4 =
                clientText().equals(request.client().address()) && clientText().indexOf(':') < 0;
        NamedLookups asked = new NamedLookups(lookups, isIpv4 ? AccessLookups.UNKNOWN : null, true);
        Decision decision = access.decide(request, asked);
        String name = asked.answer == null || isIpv4 ? "" : " (" + AccessProblem.printable(asked.answer) + ")";
        out.println(AccessProblem.printable(request.daemon()) + " from "
                + request.client().address() + name + ": " + describe(decision));
        printActions(decision, out);
        if (asked.aclexecAsked) {
            Decision failed = access.decide(request, new NamedLookups(lookups, asked.name, false));
            out.println("  if the aclexec command fails: " + describe(failed));
        }
        if (asked.answer != null) {
            Set<String> names = new LinkedHashSet<>();
            names.add(lookups.hostName(request.client().address()));
            names.addAll(List.of(AccessLookups.UNKNOWN, AccessLookups.PARANOID));
            names.remove(asked.answer);
            names.forEach(other -> explainWithName(access, request, decision, other, out));
        }
    }

    private void explainWithName(
            HostsAccess access, AccessRequest request, Decision decision, String name, PrintWriter out) {
        Decision otherwise = access.decide(request, new NamedLookups(lookups, name, true));
        if (!otherwise.equals(decision)) {
            boolean isNow = name.equals(lookups.hostName(request.client().address()));
            out.println("  if the client's name is " + AccessProblem.printable(name) + (isNow ? ", as it is now" : "")
                    + ": " + describe(otherwise));
            printActions(otherwise, out);
        }
    }

    private static void printActions(Decision decision, PrintWriter out) {
        for (Decision.Action action : decision.actions()) {
            String text = action.option().word() + " " + action.value();
            out.println("    " + AccessProblem.printable(text.strip()));
        }
    }

    private static String describe(Decision decision) {
        String verdict = switch (decision.verdict()) {
            case ALLOW -> "allowed";
            case DENY -> "denied";
            case TWIST -> "served by the twist command";
        };
        return verdict + ": " + AccessProblem.printable(decision.reason());
    }

    /** The system's answers, or a given host name, and a note of what was asked. */
    private static final class NamedLookups extends AssumedLookups {
        private final String name;
        private String answer;
        private boolean aclexecAsked;

        NamedLookups(AccessLookups system, String name, boolean aclexecSucceeds) {
            super(system, aclexecSucceeds);
            this.name = name;
        }

        @Override
        public String hostName(String address) {
            answer = name == null ? super.hostName(address) : name;
            return answer;
        }

        @Override
        public boolean aclexec(String command) {
            aclexecAsked = true;
            return super.aclexec(command);
        }
    }
}
