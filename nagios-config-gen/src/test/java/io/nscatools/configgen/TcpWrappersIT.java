package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated rules and xinetd files with Debian's tcpd, tcpdchk, tcpdmatch and xinetd. Needs root. */
class TcpWrappersIT {
    private static final Path WITH_HOSTS_DENY = Project.root().resolve("examples/firestorm-to-monitor/with-hosts-deny");

    @TempDir
    private Path folder;

    private Path handled;
    private Path inventory;

    @BeforeEach
    void needRoot() throws Exception {
        ForeignPrograms.path("usr/sbin/tcpd");
        ForeignPrograms.requireThat(
                System.getProperty("user.name").equals("root"), "a private /etc/hosts.deny needs root");
        handled = folder.resolve("handled");
        executable("handle_tcp_wrapper", """
                #!/bin/sh
                echo noise
                echo noise >&2
                echo "$*" >>%s
                sleep 1
                """.formatted(handled));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void executable(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({"twist,", "twist,2", "spawn,", "spawn,2", "aclexec,", "aclexec,2"})
    void denyAllButTheExceptions(String action, String rfc931) throws Exception {
        writeRule(action, rfc931, "[192.0.2.0/24, '2001:db8::/32', .admin.example.org]", "ALL");
        String denied = action.equals("twist") ? "delegated" : "denied";
        assertThat(match("in.fingerd", "198.51.100.7")).contains("access:   " + denied);
        assertThat(match("sshd", "2001:db9::7")).contains("access:   " + denied);
        assertThat(match("sshd", "192.0.2.200")).contains("access:   granted");
        assertThat(match("sshd", "2001:db8::7")).contains("access:   granted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twist", "spawn", "aclexec"})
    void denyTheNamedDaemonsOnly(String action) throws Exception {
        writeRule(action, null, "[]", "[in.fingerd, sshd]");
        assertThat(match("sshd", "192.0.2.1")).doesNotContain("granted");
        assertThat(match("in.telnetd", "192.0.2.1")).contains("access:   granted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twist", "spawn", "aclexec"})
    void areFreeOfWhatTcpdchkWarnsAbout(String action) throws Exception {
        writeRule(action, "2", "[192.0.2.0/24, '2001:db8::/32', 198.51.100.]", "[in.fingerd]");
        Path xinetd = Files.writeString(folder.resolve("xinetd.conf"), xinetd(79));
        CommandResult result = run("usr/sbin/tcpdchk", "-i", xinetd.toString());
        assertThat(result.stdout() + result.stderr()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"twist,", "twist,1", "spawn,", "aclexec,"})
    void refuseARealConnectionAndCallTheHandler(String action, String rfc931) throws Exception {
        writeRule(action, rfc931, "[]", "[in.fingerd]");
        executable("in.fingerd", "#!/bin/sh\necho let in\n");
        int port = RunningProgram.freePort();
        Path conf = Files.writeString(folder.resolve("xinetd.conf"), xinetd(port));
        ProcessBuilder xinetd = command(
                "usr/sbin/xinetd",
                "-dontfork",
                "-f",
                conf.toString(),
                "-pidfile",
                folder.resolve("pid").toString());
        try (RunningProgram running = RunningProgram.start(xinetd, folder.resolve("xinetd.log"))) {
            running.awaitPort(port);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            }
            String expected = "127.0.0.1 in.fingerd" + (rfc931 == null ? "" : " 127.0.0.1 unknown") + "\n";
            Await.until(
                    () -> Files.exists(handled) && Files.readString(handled).equals(expected),
                    () -> running.log() + (Files.exists(handled) ? Files.readString(handled) : "not called"));
        }
    }

    /**
     * Returns the generated file for finger, on another port, with the tcpd that has been fetched and a finger daemon.
     */
    private String xinetd(int port) {
        String text = Run.of("handler", "--format", "xinetd", inventory).out();
        return text.replace(
                        "/usr/sbin/tcpd", ForeignPrograms.path("usr/sbin/tcpd").toString())
                .replace("/usr/sbin/in.fingerd", folder.resolve("in.fingerd").toString())
                .replace("{\n", "{\n    type = UNLISTED\n    bind = 127.0.0.1\n    port = " + port + "\n");
    }

    private void writeRule(String action, String rfc931, String except, String daemons) throws Exception {
        inventory = Files.writeString(folder.resolve("inventory.yml"), """
                defaults:
                  hosts_deny:
                    action: %s
                    except: %s
                    daemons: %s
                    handler: %s
                %s
                hosts: [firestorm]
                """.formatted(
                        action,
                        except,
                        daemons,
                        folder.resolve("handle_tcp_wrapper"),
                        rfc931 == null ? "" : "    rfc931: " + rfc931));
        Run run = Run.of("hosts-deny", inventory);
        assertThat(run.err()).isEmpty();
        Files.writeString(folder.resolve("hosts.deny"), run.out());
    }

    private String match(String daemon, String client) throws Exception {
        return run("usr/sbin/tcpdmatch", daemon, client).stdout();
    }

    private CommandResult run(String program, String... arguments) throws Exception {
        return CommandResult.run(command(program, arguments), new byte[0]);
    }

    private ProcessBuilder command(String program, String... arguments) {
        ProcessBuilder command = ForeignPrograms.command(program, arguments);
        command.command()
                .addAll(
                        0,
                        List.of(
                                WITH_HOSTS_DENY.toString(),
                                folder.resolve("hosts.deny").toString()));
        return command;
    }
}
