package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/tcpwrapper.md says to put where, with Debian's openbsd-inetd, sshd, tcpd and systemd's sockets. */
class ServicesIT {
    private static final int PORT = RefusingHost.PORT;
    private static final String TWIST = RefusingHost.TWIST;
    private static final String SPAWN_AND_TWIST = RefusingHost.SPAWN_AND_TWIST;
    private static final String ACLEXEC = "ALL: ALL: aclexec @HANDLER@ h=%h d=%d a=%a";

    @RegisterExtension
    private final RefusingHost host = new RefusingHost();

    @ParameterizedTest
    @ValueSource(strings = {TWIST, SPAWN_AND_TWIST})
    void inetdWithTcpd(String rule) throws Exception {
        host.configure(RefusingHost.SLOW);
        // inetd hands no environment on, and our tcpd finds its library by it.
        Path tcpd = Files.writeString(
                host.folder().resolve("tcpd"),
                "#!/bin/bash\nLD_LIBRARY_PATH=" + ForeignPrograms.ldLibraryPath() + " exec -a \"$1\" "
                        + ForeignPrograms.path("usr/sbin/tcpd") + "\n");
        assertThat(tcpd.toFile().setExecutable(true)).isTrue();
        startInetd(rule, tcpd + " tcpd in.fingerd");
        host.refusesAtOnceAndReports("127.0.0.2", PORT, "hang", "in.fingerd");
    }

    @ParameterizedTest
    @ValueSource(strings = {TWIST, SPAWN_AND_TWIST})
    void inetdThatChecksItself(String rule) throws Exception {
        host.configure(RefusingHost.SLOW);
        startInetd(rule, "/bin/echo echo served", "-l");
        host.refusesAtOnceAndReports("127.0.0.2", PORT, "hang", "echo");
    }

    @Test
    void inetdChecksNothingUnlessItIsTold() throws Exception {
        startInetd(TWIST, "/bin/echo echo served");
        assertThat(host.intrude("127.0.0.2", PORT, "none", 1))
                .singleElement()
                .asString()
                .startsWith("served\n".length() + " ");
        assertThat(host.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {TWIST, SPAWN_AND_TWIST})
    void sshd(String rule) throws Exception {
        host.configure(RefusingHost.SLOW);
        Path key = host.folder().resolve("key");
        CommandResult made = CommandResult.run(
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()), new byte[0]);
        assertThat(made.exitCode()).as(made.stderr()).isZero();
        Path config = Files.writeString(host.folder().resolve("sshd_config"), "UsePAM no\nPidFile none\n");
        host.start(
                rule,
                1,
                ForeignPrograms.path("usr/sbin/sshd").toString(),
                "-D",
                "-e",
                "-f",
                config.toString(),
                "-h",
                key.toString(),
                "-o",
                "ListenAddress=127.0.0.1:" + PORT);
        host.refusesAtOnceAndReports("127.0.0.2", PORT, "hang", "sshd");
    }

    @ParameterizedTest
    @ValueSource(strings = {TWIST, SPAWN_AND_TWIST})
    void aSocketOfSystemds(String rule) throws Exception {
        String activate = "/usr/bin/systemd-socket-activate";
        ForeignPrograms.requireThat(Files.exists(Path.of(activate)), "there is no " + activate);
        host.configure(RefusingHost.SLOW);
        host.start(
                rule,
                1,
                activate,
                "--accept",
                "--inetd",
                "--listen=127.0.0.1:" + PORT,
                "--setenv=LD_LIBRARY_PATH",
                "/bin/bash",
                "-c",
                // as ExecStart=-@ does: with a name of one's own
                "exec -a /usr/sbin/in.fingerd " + ForeignPrograms.path("usr/sbin/tcpd"));
        host.refusesAtOnceAndReports("127.0.0.2", PORT, "hang", "in.fingerd");
    }

    @Test
    void aclexecRefusesAndReports() throws Exception {
        startInetd(ACLEXEC, "/bin/echo echo served", "-l");
        host.refuses("127.0.0.2", PORT, "none", 1);
        host.reports("127.0.0.2", "echo");
    }

    private void startInetd(String rule, String program, String... options) throws Exception {
        Path conf = Files.writeString(
                host.folder().resolve("inetd.conf"),
                "127.0.0.1:" + PORT + " stream tcp nowait.10000 root " + program + "\n");
        String[] command = new String[options.length + 3];
        command[0] = ForeignPrograms.path("usr/sbin/inetd").toString();
        command[1] = "-i";
        System.arraycopy(options, 0, command, 2, options.length);
        command[command.length - 1] = conf.toString();
        host.start(rule, 1, command);
    }
}
