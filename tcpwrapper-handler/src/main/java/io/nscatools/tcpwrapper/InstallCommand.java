package io.nscatools.tcpwrapper;

import io.nscatools.cli.Cli;
import io.nscatools.protocol.FileErrors;
import io.nscatools.tcpwrapper.access.AccessProblem;
import io.nscatools.tcpwrapper.access.AccessTable;
import io.nscatools.tcpwrapper.access.HostsAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code install} command. */
@Command(
        name = "install",
        header = "Puts the rule that calls the handler into hosts.deny, if you still get in with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeOnInvalidInput = InstallCommand.EXIT_FAILED,
        footerHeading = "%nExit codes:%n",
        footer = {"0 done, or nothing to do; 1 refused; 2 a file cannot be read or written, or usage."})
final class InstallCommand implements Callable<Integer> {
    static final int EXIT_REFUSED = 1;
    static final int EXIT_FAILED = 2;

    private static final String NONE = "none";
    private static final String PACKAGED_HANDLER = "/usr/share/nsca-toolkit/bin/handle_tcp_wrapper";
    private static final String RECIPES_HANDLER = "/usr/local/nagios/libexec/eventhandlers/handle_tcp_wrapper";

    @ArgGroup(multiplicity = "1")
    private Action action;

    static final class Action {
        @Option(names = "--dry-run", required = true, description = "Tell what would be done.")
        private boolean dryRun;

        @Option(names = "--apply", required = true, description = "Do it.")
        @SuppressWarnings("UnusedVariable") // it is whatever is not a dry run
        private boolean apply;
    }

    @Option(
            names = "--keep-access",
            paramLabel = "[DAEMON@]ADDRESS",
            description = "Refuse to install unless this address still gets in to the daemon, by default sshd. May be"
                    + " given several times. Default: the address that SSH_CONNECTION names. \"none\": nobody.")
    private List<String> keepAccess = new ArrayList<>();

    @Option(
            names = "--handler",
            paramLabel = "PATH",
            description = "Default: " + PACKAGED_HANDLER + " where it is, else " + RECIPES_HANDLER + ".")
    private String handler = Files.isExecutable(Path.of(PACKAGED_HANDLER)) ? PACKAGED_HANDLER : RECIPES_HANDLER;

    @Option(
            names = "--spawn",
            description = "Use spawn instead of twist. tcpd and sshd then hold each refused connection for 5 s.")
    private boolean spawn;

    @Option(
            names = "--ident",
            paramLabel = "SECONDS",
            description = "Ask the peer's ident service, and wait so long for it. Default: do not ask.")
    private int identSeconds;

    @Mixin
    private final RuleFiles files = new RuleFiles();

    @Spec
    private CommandSpec spec;

    private final String sshConnection;
    private final Clock clock;

    InstallCommand() {
        this(System.getenv("SSH_CONNECTION"), Clock.systemUTC());
    }

    InstallCommand(String sshConnection, Clock clock) {
        this.sshConnection = sshConnection == null ? "" : sshConnection;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        checkUsage();
        PrintWriter err = spec.commandLine().getErr();
        try {
            InstallFile file = InstallFile.read(files.deny);
            String before = new String(file.bytes(), StandardCharsets.ISO_8859_1);
            String rule = InstallBlock.rule(handler, spawn, identSeconds);
            byte[] after = InstallBlock.put(before, rule).getBytes(StandardCharsets.ISO_8859_1);
            List<String> reasons = reasonsAgainst(file.bytes(), after, rule);
            reasons.forEach(err::println);
            if (!reasons.isEmpty()) {
                err.println("Not installed: " + files.deny + " is as it was");
                return EXIT_REFUSED;
            }
            return install(file, after, rule);
        } catch (IOException e) {
            err.println(files.deny + ": " + FileErrors.describe(e));
            return EXIT_FAILED;
        }
    }

    private void checkUsage() {
        if (!handler.matches("/[A-Za-z0-9_./+-]+")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--handler: give an absolute path of letters, digits and _ . / + - only, which needs no quotes");
        }
        if (identSeconds < 0 || identSeconds > 10) {
            throw new ParameterException(spec.commandLine(), "--ident: give 1 to 10 seconds, or 0 to not ask");
        }
        keepAccess.replaceAll(text -> text.replace("[", "").replace("]", ""));
        for (String text : keepAccess) {
            if (!text.equals(NONE)
                    && (text.startsWith("@") || !SystemLookups.isAddress(text.substring(text.indexOf('@') + 1)))) {
                throw new ParameterException(spec.commandLine(), "--keep-access: " + text + " is no numeric address");
            }
        }
        String sshClient = sshConnection.split(" ", 2)[0];
        if (keepAccess.isEmpty() && SystemLookups.isAddress(sshClient)) {
            keepAccess.add(sshClient);
        }
        if (keepAccess.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "whose access to keep is not known, as SSH_CONNECTION is not set: give --keep-access with your"
                            + " address, or --keep-access none at the console");
        }
    }

    private List<String> reasonsAgainst(byte[] before, byte[] after, String rule) {
        List<String> reasons = new ArrayList<>();
        if (!Files.isExecutable(Path.of(handler))) {
            reasons.add(handler + ": no such program; install it, or name it with --handler");
        }
        AccessTable allow = AccessTable.read(files.allow);
        HostsAccess access = HostsAccess.of(allow, AccessTable.parse(files.deny.toString(), after));
        AccessTable.parse(files.deny.toString(), before).breach().ifPresent(problem -> reasons.add(problem.toString()));
        allow.breach().ifPresent(problem -> reasons.add(problem.toString()));
        if (!reasons.isEmpty()) {
            return reasons;
        }
        access.firstForEverybody()
                .filter(first -> !first.text().equals(rule))
                .ifPresent(first -> reasons.add(first + ": " + AccessProblem.printable(first.text())
                        + ": matches everybody, so that the new rule would never be reached; remove it"));
        InstallProof proof = new InstallProof(access, new SystemLookups(Set.of()));
        for (String text : keepAccess) {
            if (!text.equals(NONE)) {
                String daemon = text.contains("@") ? text.substring(0, text.indexOf('@')) : "sshd";
                String address = text.substring(text.indexOf('@') + 1);
                proof.refusal(daemon, address)
                        .ifPresent(reason -> reasons.add("the new " + files.deny + " " + reason + "; put into "
                                + files.allow + " before: " + daemon + ": " + pattern(address)));
            }
        }
        return reasons;
    }

    private static String pattern(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private int install(InstallFile file, byte[] after, String rule) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        keepAccess.stream().filter(text -> !text.equals(NONE)).forEach(text -> out.println("Still allowed: " + text));
        if (Arrays.equals(file.bytes(), after)) {
            out.println(files.deny + " has the rule already: " + rule);
        } else if (action.dryRun) {
            out.println("Would put into " + files.deny + ": " + rule);
        } else {
            Optional<Path> backup = file.replace(after, clock);
            out.println("Put into " + files.deny + ": " + rule);
            backup.ifPresent(copy -> out.println("The file as it was: " + copy));
        }
        return 0;
    }
}
