package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nsca-server doctor} finds what is broken on purpose, beside a real Nagios. */
class ServerDoctorIT {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    @TempDir
    private Path folder;

    private NagiosMonitor nagios;
    private int port;
    private Path config;

    @BeforeEach
    void configure() throws Exception {
        permit(folder, "rwxr-xr-x"); // others must be able to get at what is in it
        nagios = new NagiosMonitor(folder);
        set("status_update_interval=1");
        port = RunningProgram.freePort();
        config = folder.resolve("nsca.yml");
        configure("");
        Files.writeString(folder.resolve("password"), "long enough for no warning\n");
        permit(folder.resolve("password"), "rw-------");
    }

    @AfterEach
    void stopNagios() {
        nagios.close();
    }

    private void configure(String more) throws Exception {
        Files.writeString(config, """
                listen: [{address: 127.0.0.1, port: %d}]
                credentials: [{method: 14, password_file: password}]
                sinks: [{command_file: rw/nagios.cmd}]
                access: {tcp_wrappers: false}
                """.formatted(port) + more);
    }

    @Test
    void findsNothingWhereAllIsWellAndSaysSoInTheDocumentation() throws Exception {
        startNagios();
        try (RunningProgram server = server()) {
            CommandResult result = CommandResult.run(
                    Project.java(
                            "nsca-server",
                            "doctor",
                            "-c",
                            config.toString(),
                            "--host",
                            "firestorm",
                            "--nagios",
                            folder + "/nagios.cfg"),
                    new byte[0]);
            assertThat(result.exitCode()).as(result.toString()).isZero();
            String page = Files.readString(Project.root().resolve("docs/server.md"));
            assertThat(page).contains(asDocumented(result.stdout()));
            assertThat(server.log()).contains("INFO", "probed: password and method 14 (rijndael-128) are those of");
        }
    }

    /** Puts the names of an installed server in the place of those of the test. */
    private String asDocumented(String output) {
        return output.replaceAll("(?m)^(ok       java  .*)  .*$", "$1  17.0.15, /usr/lib/jvm/java-17-openjdk-amd64")
                .replace(folder + "/nsca.yml", "/etc/nsca-toolkit/nsca.yml")
                .replace(folder + "/password", "/etc/nsca-toolkit/password")
                .replace(folder + "/nagios.cfg", "/etc/nagios4/nagios.cfg")
                .replace(folder + "/rw", "/var/lib/nagios4/rw")
                .replaceAll("127.0.0.1:\\d+", "127.0.0.1:5667")
                .replaceAll("process \\d+", "process 4711")
                .replaceAll("user  .*?\\(", "user               nsca (")
                .replaceAll("(nsca.yml|password): \\S+ rw\\S+", "$1: root:nsca rw-r-----")
                .replaceAll("nagios.cmd: \\S+ rw", "nagios.cmd: nagios:www-data rw");
    }

    @Test
    void findsARunningServerWithAnotherPassword() throws Exception {
        try (RunningProgram server = server()) {
            Files.writeString(folder.resolve("password"), "changed and not reloaded\n");
            assertProblem(
                    "credential",
                    "127.0.0.1:" + port + " has another password or method than " + config,
                    "have the server read it again: systemctl reload nsca-server, or kill -HUP");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void findsThatTheServerIsDown() throws Exception {
        assertProblem(
                "port",
                "127.0.0.1:" + port + ": nobody listens, the server does not run",
                "systemctl start nsca-server");
    }

    @Test
    void findsThatThePipeIsMissingAndNagiosAway() throws Exception {
        assertProblem("command-file", folder + "/rw/nagios.cmd: no such file or directory", "start Nagios");
        assertProblem("nagios", "does not run with " + folder + "/nagios.cfg", "start it; nagios -v");
    }

    @Test
    void findsAPipeThatTheServersUserMayNotWrite() throws Exception {
        Path pipe = makeFifo();
        permit(pipe, ROOT ? "rw-rw----" : "---------");
        if (ROOT) {
            Files.setAttribute(
                    pipe,
                    "posix:group",
                    pipe.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("daemon"));
        }
        String owner = describe(pipe);
        String user = ROOT ? "nobody" : System.getProperty("user.name");
        assertProblem(
                "command-file",
                "user " + user + " may not read and write " + folder + "/rw/nagios.cmd: " + owner,
                ROOT ? "usermod -aG daemon nobody, and restart the server" : "chgrp ",
                "--user",
                user);
    }

    @Test
    void findsAFolderThatTheServersUserMayNotEnter() throws Exception {
        permit(makeFifo(), "rw-rw-rw-");
        permit(folder.resolve("rw"), ROOT ? "rwxr-x---" : "rw-------");
        String user = ROOT ? "nobody" : System.getProperty("user.name");
        assertThat(doctor("--user", user).stdout()).contains("user " + user + " may not enter " + folder + "/rw: ");
        permit(folder.resolve("rw"), "rwxr-xr-x");
        assertThat(doctor("--user", user).stdout()).doesNotContain("may not enter");
    }

    @Test
    void findsAPipeThatNobodyReadsAndARegularFileInItsPlace() throws Exception {
        Path pipe = makeFifo();
        assertThat(doctor().stdout())
                .containsPattern((ROOT ? "problem +reader +nobody reads " : "note +reader +who reads ") + pipe);
        Files.delete(pipe);
        Files.createFile(pipe);
        assertProblem("command-file", pipe + " is no FIFO: Nagios does not read it", "remove it and restart Nagios");
    }

    @Test
    void findsThatNagiosTakesNoCommandsOrPassiveResults() throws Exception {
        set("check_external_commands=0", "accept_passive_service_checks=0", "accept_passive_host_checks=0");
        assertProblem(
                "external-commands",
                "check_external_commands=0 in " + folder + "/nagios.cfg: Nagios reads no command file",
                "set check_external_commands=1 and restart Nagios");
        assertProblem(
                "passive-checks",
                "accept_passive_service_checks=0 in " + folder + "/nagios.cfg: Nagios drops the results",
                "set accept_passive_service_checks=1 and restart Nagios");
        assertThat(doctor().stdout()).contains("accept_passive_host_checks=0: Nagios drops the results of hosts");
    }

    @Test
    void findsWhatWasSwitchedOffWhileNagiosRan() throws Exception {
        startNagios();
        command("STOP_ACCEPTING_PASSIVE_SVC_CHECKS");
        awaitProblem("passive-checks", "accept_passive_service_checks was switched off while Nagios ran");
        command("DISABLE_PASSIVE_SVC_CHECKS;firestorm;TCP Wrappers");
        awaitProblem("service", "'TCP Wrappers' of firestorm: passive checks were switched off while Nagios ran");
    }

    @Test
    void findsANagiosThatHangs() throws Exception {
        startNagios();
        Path status = folder.resolve("status.dat");
        Await.until(() -> Files.exists(status), () -> "status.dat");
        nagios.signal("STOP");
        Files.setLastModifiedTime(status, FileTime.from(Instant.now().minusSeconds(3600)));
        assertProblem(
                "nagios",
                "has not written " + status + " for 60 min: it hangs",
                "restart it, with SIGKILL if it does not end");
    }

    @Test
    void findsAServiceThatIsNotDefined() throws Exception {
        startNagios();
        assertProblem(
                "service",
                "'disk' of firestorm is not defined: Nagios drops its results",
                "define it",
                "--host",
                "firestorm",
                "--service",
                "disk");
        Path objects = folder.resolve("objects.cfg");
        Files.setLastModifiedTime(objects, FileTime.from(Instant.now().plusSeconds(10)));
        assertThat(doctor().stdout()).contains(objects + " has changed since Nagios read it");
        assertProblem(
                "service", "host thunder is not defined: Nagios drops its results", "define it", "--host", "thunder");
        assertProblem(
                "service",
                "'TCP Wrappers' of Firestorm is not defined, but 'TCP Wrappers' of firestorm is",
                "make the names equal",
                "--host",
                "Firestorm");
    }

    @Test
    void findsAServiceThatIsNotPassive() throws Exception {
        Path objects = folder.resolve("objects.cfg");
        Files.writeString(
                objects, Files.readString(objects).replace("passive_checks_enabled 1", "passive_checks_enabled 0"));
        startNagios();
        assertProblem(
                "service",
                "'TCP Wrappers' of firestorm: passive_checks_enabled is 0, Nagios drops the results",
                "set passive_checks_enabled 1 in the definition, and reload Nagios");
    }

    @Test
    void findsAnotherCommandFileInNagiosConfiguration() throws Exception {
        set("command_file=" + folder + "/other.cmd");
        assertProblem(
                "command-file",
                "the server writes to " + folder + "/rw/nagios.cmd, Nagios reads " + folder + "/other.cmd",
                "make command_file the same in both configurations");
    }

    @Test
    void findsAFullJournalAndOneThatCannotBeWritten() throws Exception {
        configure("journal: {directory: journal, max_size: 1MB}\n");
        Path journal = Files.createDirectory(folder.resolve("journal"));
        Files.write(journal.resolve("segment"), new byte[1 << 20]);
        assertProblem("journal", journal + " holds 1024 KiB of 1024: senders wait when it is full", "mend what");
        permit(journal, ROOT ? "rwxr-xr-x" : "r-xr-xr-x");
        String user = ROOT ? "nobody" : System.getProperty("user.name");
        assertProblem(
                "journal",
                "user " + user + " may not write and enter " + journal + ": " + describe(journal),
                "name a directory of user " + user + " as journal: directory in nsca.yml",
                "--user",
                user);
    }

    /** Nobody is kept out of a folder that is not there. */
    @Test
    void saysOfMissingFoldersThatTheyAreMissing() throws Exception {
        String user = ROOT ? "nobody" : System.getProperty("user.name");
        permit(folder, "rwxrwxrwx");
        configure("journal: {directory: away/journal}\n");
        assertThat(doctor("--user", user).stdout()).contains(folder + "/away/journal holds 0 KiB of ");
        Files.writeString(config, Files.readString(config).replace("rw/nagios.cmd", "away/rw/nagios.cmd"));
        assertProblem(
                "command-file",
                folder + "/away/rw/nagios.cmd: no such file or directory",
                "start Nagios",
                "--user",
                user);
    }

    @Test
    void findsAPasswordThatEverybodyAndOneThatNobodyCanRead() throws Exception {
        permit(folder.resolve("password"), "rw-r--r--");
        assertProblem("password", folder + "/password: everybody on this machine can read it", "chmod o-r " + folder);
        Files.delete(folder.resolve("password"));
        assertProblem(
                "config",
                config + ":2:43: password_file " + folder + "/password: no such file or directory",
                "correct it; nsca-server --check-config tells");
    }

    @Test
    void readsTheConfigurationOfTheCDaemonToo() throws Exception {
        config = Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\npassword=long enough for no warning\n"
                        + "decryption_method=14\ncheck_result_path=" + folder + "/none\n");
        permit(config, "rw-r--r--");
        assertProblem("config", config + ": everybody on this machine can read it", "chmod o-r " + config);
        assertProblem(
                "check-result-path",
                "the server writes to " + folder + "/none, Nagios reads " + folder + "/checkresults",
                "make check_result_path the same in both configurations");
        assertProblem(
                "check-result-path",
                folder + "/none is no directory",
                "name check_result_path of Nagios' main configuration file");
    }

    @Test
    void endsWith2AfterWrongArguments() {
        assertThat(run("doctor", "--nonsense").exitCode()).isEqualTo(2);
        assertThat(run("doctor", "--nonsense").stderr()).startsWith("Incorrect command line arguments supplied: ");
        assertThat(run("doctor", "-h").stdout()).contains("Exit codes: 0 all is well; 1 there is a problem; 2 usage.");
    }

    private RunningProgram server() throws Exception {
        RunningProgram server = RunningProgram.start(
                Project.java("nsca-server", "-c", config.toString()), folder.resolve("server.log"));
        server.awaitPort(port);
        return server;
    }

    private void startNagios() throws Exception {
        ForeignPrograms.requireThat(ROOT, "this Nagios runs as root");
        nagios.start();
    }

    private Path makeFifo() throws Exception {
        Path pipe = folder.resolve("rw/nagios.cmd");
        CommandResult.run(new ProcessBuilder("mkfifo", pipe.toString()), new byte[0]);
        return pipe;
    }

    private void set(String... settings) throws Exception {
        Files.write(folder.resolve("nagios.cfg"), List.of(settings), StandardOpenOption.APPEND);
    }

    private void command(String command) throws Exception {
        Files.writeString(nagios.commandFile(), "[1] " + command + "\n");
    }

    private static void permit(Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String describe(Path file) throws Exception {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return attributes.owner().getName() + ":" + attributes.group().getName() + " "
                + PosixFilePermissions.toString(attributes.permissions());
    }

    private void awaitProblem(String point, String what) throws Exception {
        String line = String.format("problem  %-17s  %s%n", point, what);
        Await.until(() -> doctor().stdout().contains(line), () -> doctor().stdout());
    }

    private CommandResult doctor(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("doctor", "-c", config.toString(), "--nagios", folder + "/nagios.cfg"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = NscaServerCommand.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new CommandResult(exitCode, out.toString(), err.toString());
    }

    private void assertProblem(String point, String what, String remedy, String... more) {
        CommandResult result = doctor(more);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.stdout())
                .contains(String.format("problem  %-17s  %s%nremedy   %-17s  %s", point, what, point, remedy));
    }
}
