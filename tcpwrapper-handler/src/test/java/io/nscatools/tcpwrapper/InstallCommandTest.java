package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nscatools.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallCommandTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:04:05Z"), ZoneOffset.UTC);
    private static final String SSH = "192.0.2.7 50000 192.0.2.1 22";

    @TempDir
    private Path folder;

    private Path allow;
    private Path deny;
    private Path handler;
    private String rule;
    private String out;
    private String err;

    @BeforeEach
    void write() throws Exception {
        allow = Files.writeString(folder.resolve("hosts.allow"), "sshd: 192.0.2.7 [2001:db8::7]\n");
        deny = Files.writeString(folder.resolve("hosts.deny"), "# ours\nin.telnetd: ALL\n");
        handler = Files.writeString(folder.resolve("handle_tcp_wrapper"), "#!/bin/sh\n");
        assertThat(handler.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("spool_record"));
        rule = "ALL: ALL: twist (cd " + folder
                + " && set -- %a %d && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &";
    }

    @Test
    void putsTheRuleAtTheEndAndKeepsACopyOwnerAndMode() throws Exception {
        Files.setPosixFilePermissions(deny, PosixFilePermissions.fromString("rw-r-----"));
        String before = Files.readString(deny);

        assertThat(install(SSH, "--apply")).as(err).isZero();
        assertThat(Files.readString(deny))
                .isEqualTo(before
                        + "# BEGIN tcpwrapper-handler: written by its install command, which replaces it\n" + rule
                        + "\n# END tcpwrapper-handler\n");
        Path backup = folder.resolve("hosts.deny.20261124T030405Z.bak");
        assertThat(backup).hasContent(before);
        for (Path file : List.of(deny, backup)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r-----");
        }
        assertThat(out).contains("Still allowed: 192.0.2.7", "Put into " + deny + ": " + rule, backup.toString());
        assertThat(files()).isEqualTo(5);

        assertThat(install(SSH, "--apply")).isZero();
        assertThat(out).contains("has the rule already");
        assertThat(files()).isEqualTo(5);
    }

    @Test
    void replacesItsOwnRuleInItsPlace() throws Exception {
        String older = "ALL: ALL: twist (" + handler + " %a %d </dev/null >/dev/null 2>&1) &";
        Files.writeString(
                deny,
                "in.telnetd: ALL\n# BEGIN tcpwrapper-handler\n" + older + "\n# END tcpwrapper-handler\nin.ftpd: ALL\n");
        assertThat(install(SSH, "--apply", "--spawn", "--ident", "2")).isZero();
        assertThat(Files.readAllLines(deny))
                .containsSubsequence(
                        "in.telnetd: ALL",
                        "ALL: ALL: RFC931 2: spawn (cd " + folder
                                + " && set -- %a %d %a %u && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &",
                        "in.ftpd: ALL")
                .hasSize(5);
    }

    /** Our own is known by its name and by what it does not work without. */
    @ParameterizedTest
    @ValueSource(strings = {"handle_tcp_wrapper", "handle_refused"})
    void anotherHandlerIsExecuted(String name) throws Exception {
        Path own = Files.createDirectory(folder.resolve("own")).resolve(name);
        Files.copy(Path.of("/bin/true"), own);
        assertThat(install(SSH, "--apply", "--handler", own.toString())).as(err).isZero();
        assertThat(Files.readAllLines(deny))
                .contains("ALL: ALL: twist (" + own + " %a %d) </dev/null >/dev/null 2>&1 &");
    }

    @Test
    void takesNothingAwayBehindABeginningThatHasNoEnd() throws Exception {
        String before = "# BEGIN tcpwrapper-handler\nin.telnetd: ALL\n";
        Files.writeString(deny, before);
        assertThat(install(SSH, "--apply")).as(err).isZero();
        String after = Files.readString(deny);
        assertThat(after).startsWith(before).contains(rule);
        assertThat(install(SSH, "--apply")).isZero();
        assertThat(deny).hasContent(after);
        assertThat(install(SSH, "--apply", "--spawn")).isZero();
        assertThat(Files.readString(deny)).startsWith(before).doesNotContain(rule);
    }

    @Test
    void doesNotWaitForAFifo() throws Exception {
        Files.delete(deny);
        assertThat(new ProcessBuilder("mkfifo", deny.toString()).start().waitFor())
                .isZero();
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(install(SSH, "--apply")).isEqualTo(2));
        assertThat(err).isEqualTo(deny + ": is not a regular file\n");
    }

    @Test
    void onlyTellsInADryRun() throws Exception {
        String before = Files.readString(deny);
        assertThat(install(SSH, "--dry-run")).isZero();
        assertThat(out).contains("Would put into " + deny + ": " + rule);
        assertThat(deny).hasContent(before);
        assertThat(files()).isEqualTo(4);
    }

    @Test
    void makesAMissingFile() throws Exception {
        Files.delete(deny);
        assertThat(install(SSH, "--apply")).as(err).isZero();
        assertThat(deny).content().contains(rule);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deny)))
                .isEqualTo("rw-r--r--");
        assertThat(files()).isEqualTo(4);
    }

    @Test
    void replacesWhatALinkLeadsTo() throws Exception {
        Path target = Files.createDirectory(folder.resolve("real")).resolve("hosts.deny");
        Files.move(deny, target);
        Files.createSymbolicLink(deny, target);
        assertThat(install(SSH, "--apply")).as(err).isZero();
        assertThat(deny).isSymbolicLink();
        assertThat(target).content().contains(rule);
    }

    @Test
    void refusesToLockTheCallerOut() throws Exception {
        String before = Files.readString(deny);
        assertThat(install("198.51.100.9 50000 192.0.2.1 22", "--apply")).isEqualTo(1);
        assertThat(err)
                .contains("refuses sshd from 198.51.100.9", "put into " + allow + " before: sshd: 198.51.100.9")
                .contains("Not installed");
        assertThat(install(SSH, "--apply", "--keep-access", "[2001:db8::8]", "--keep-access", "vsftpd@192.0.2.7"))
                .isEqualTo(1);
        assertThat(err).contains("before: sshd: [2001:db8::8]", "before: vsftpd: 192.0.2.7");
        assertThat(deny).hasContent(before);
        assertThat(files()).isEqualTo(4);
    }

    @Test
    void countsNoAccessThatDependsOnANameOrACommand() throws Exception {
        Files.writeString(allow, "sshd: .example.org KNOWN LOCAL UNKNOWN\n");
        assertThat(install(SSH, "--apply")).isEqualTo(1);
        Files.writeString(allow, "sshd: 192.0.2.7: aclexec true\n");
        assertThat(install(SSH, "--apply")).isEqualTo(1);
    }

    /** Rules that let 192.0.2.7 in, or so it seems. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "sshd: UNKNOWN@192.0.2.7 | user somebody",
                "sshd: joe@192.0.2.7: deny\\nsshd: 192.0.2.7 | user joe",
                "sshd: j*@ALL EXCEPT x@192.0.2.7: deny\\nsshd: 192.0.2.7 | user j*",
                "sshd@127.0.0.1: 192.0.2.7: deny\\nsshd: 192.0.2.7 | at 127.0.0.1",
                "sshd: 192.0.2.7: user nosuchuser | name unknown",
                "sshd: 192.0.2.7: group nosuchgroup | name unknown",
            },
            delimiter = '|')
    void countsNoAccessThatSomethingElseDecides(String rules, String reason) throws Exception {
        Files.writeString(allow, rules.replace("\\n", "\n") + "\n");
        assertThat(install(SSH, "--apply")).isEqualTo(1);
        assertThat(err).contains("refuses sshd from 192.0.2.7 (name ", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL: ALL\n", "ALL: 192.0.2. 10.\nALL: ALL: RFC931: twist (x %h %d) &\n"})
    void refusesARuleThatWouldNeverBeReached(String before) throws Exception {
        Files.writeString(deny, before);
        assertThat(install(SSH, "--apply")).isEqualTo(1);
        assertThat(err).contains("matches everybody, so that the new rule would never be reached");
        assertThat(deny).hasContent(before);
    }

    @Test
    void refusesAFileThatLibwrapDoesNotReadToItsEnd() throws Exception {
        Files.writeString(deny, "in.telnetd: ALL");
        assertThat(install(SSH, "--apply")).isEqualTo(1);
        assertThat(err).contains(deny + ":1: the file does not end in a newline");
    }

    @Test
    void refusesAMissingHandlerAndPathsThatAShellWouldUnderstand() {
        assertThat(install(SSH, "--apply", "--handler", "/no/such/handler")).isEqualTo(1);
        assertThat(err).contains("/no/such/handler: no such program");
        for (String path : List.of("handler", "/a b", "/a;b", "/a:b", "/a%h", "/a$(b)")) {
            assertThat(install(SSH, "--apply", "--handler", path)).isEqualTo(2);
        }
    }

    @Test
    void needsToKnowWhoseAccessToKeep() throws Exception {
        assertThat(install("", "--apply")).isEqualTo(2);
        assertThat(err).contains("give --keep-access with your address");
        assertThat(install("", "--apply", "--keep-access", "example.org")).isEqualTo(2);
        assertThat(install("", "--apply", "--keep-access", "none")).isZero();
        assertThat(deny).content().contains(rule);
    }

    @Test
    void needsOneOfDryRunAndApply() {
        assertThat(install(SSH)).isEqualTo(2);
        assertThat(install(SSH, "--apply", "--dry-run")).isEqualTo(2);
        assertThat(install(SSH, "--apply", "--ident", "11")).isEqualTo(2);
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private int install(String sshConnection, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--allow-file", allow.toString(), "--deny-file", deny.toString()));
        all.addAll(List.of("--handler", handler.toString()));
        all.addAll(List.of(arguments));
        InstallCommand command = new InstallCommand(sshConnection, CLOCK);
        int exitCode = Cli.of(command, new PrintWriter(outText, true), new PrintWriter(errText, true))
                .execute(all.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return exitCode;
    }
}
