package io.nscatools.tcpwrapper;

import io.nscatools.cli.Cli;
import io.nscatools.protocol.FileErrors;
import io.nscatools.tcpwrapper.access.AccessCheck;
import io.nscatools.tcpwrapper.access.AccessProblem;
import io.nscatools.tcpwrapper.access.AccessTable;
import io.nscatools.tcpwrapper.access.HostsAccess;
import io.nscatools.tcpwrapper.access.InetdCheck;
import io.nscatools.tcpwrapper.access.XinetdCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code check} command. */
@Command(
        name = "check",
        header = "Finds mistakes and traps in hosts.allow, hosts.deny and the configuration of inetd and xinetd.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        exitCodeOnInvalidInput = CheckCommand.EXIT_FAILED,
        footerHeading = "%nExit codes:%n",
        footer = {"0 nothing found; 1 something found; 2 a file cannot be read, or usage."})
final class CheckCommand implements Callable<Integer> {
    static final int EXIT_FAILED = 2;

    private static final Path ALLOW = Path.of("/etc/hosts.allow");
    private static final Path DENY = Path.of("/etc/hosts.deny");
    private static final Path XINETD = Path.of("/etc/xinetd.conf");
    private static final Path INETD = Path.of("/etc/inetd.conf");

    @Parameters(
            paramLabel = "FILE",
            description = "Files of rules, by default /etc/hosts.allow and /etc/hosts.deny. One with \"allow\" in its"
                    + " name allows, any other denies.")
    private List<Path> files = List.of();

    @Option(names = "--xinetd", paramLabel = "FILE", description = "Default: /etc/xinetd.conf, if it is there.")
    private Path xinetd;

    @Option(names = "--inetd", paramLabel = "FILE", description = "Default: /etc/inetd.conf, if it is there.")
    private Path inetd;

    @Spec
    private CommandSpec spec;

    private final Set<AccessProblem> found = new LinkedHashSet<>();
    private boolean unreadable;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<AccessProblem> services = new ArrayList<>();
        Set<String> servers = new LinkedHashSet<>();
        checkServices(services, servers);
        AccessCheck check = new AccessCheck(new SystemLookups(servers));
        if (files.isEmpty()) {
            found.addAll(check.check(HostsAccess.read(ALLOW, DENY)));
        }
        for (Path file : files) {
            checkFile(file, check);
        }
        found.addAll(services);
        found.stream().filter(problem -> !isUnreadable(problem)).forEach(out::println);
        for (AccessProblem problem : found) {
            if (isUnreadable(problem)) {
                unreadable = true;
                spec.commandLine().getErr().println(problem);
            }
        }
        return unreadable ? EXIT_FAILED : found.isEmpty() ? 0 : 1;
    }

    /** A problem with the whole of a file is that it cannot be read. */
    private static boolean isUnreadable(AccessProblem problem) {
        return problem.line() == 0;
    }

    private void checkFile(Path file, AccessCheck check) {
        if (Files.notExists(file)) {
            fail(file, new NoSuchFileException(file.toString()));
            return;
        }
        Path name = file.getFileName();
        boolean allows = name != null && name.toString().contains("allow");
        AccessTable table = AccessTable.read(file);
        AccessTable none = AccessTable.parse("", new byte[0]);
        found.addAll(check.check(allows ? HostsAccess.of(table, none) : HostsAccess.of(none, table)));
    }

    private void checkServices(List<AccessProblem> problems, Set<String> servers) {
        Path xinetdFile = xinetd == null && files.isEmpty() && Files.exists(XINETD) ? XINETD : xinetd;
        Path inetdFile = inetd == null && files.isEmpty() && Files.exists(INETD) ? INETD : inetd;
        if (xinetdFile != null) {
            try {
                XinetdCheck check = XinetdCheck.read(xinetdFile);
                problems.addAll(check.problems());
                servers.addAll(check.daemons());
            } catch (IOException e) {
                fail(xinetdFile, e);
            }
        }
        if (inetdFile != null) {
            try {
                InetdCheck check = InetdCheck.read(inetdFile);
                problems.addAll(check.problems());
                servers.addAll(check.daemons());
            } catch (IOException e) {
                fail(inetdFile, e);
            }
        }
    }

    private void fail(Path file, IOException e) {
        unreadable = true;
        spec.commandLine().getErr().println(file + ": cannot be read: " + FileErrors.describe(e));
    }
}
