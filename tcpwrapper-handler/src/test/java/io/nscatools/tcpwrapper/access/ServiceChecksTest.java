package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceChecksTest {
    @TempDir
    private Path folder;

    @Test
    void findsLimitsOfXinetd() throws Exception {
        Files.createDirectory(folder.resolve("xinetd.d"));
        write("xinetd.d/finger", """
                service finger
                {
                    socket_type = stream
                    server = /usr/sbin/in.fingerd
                    flags = NAMEINARGS
                    flags += IPv6 NOLIBWRAP
                    instances = 60
                    cps = 100 2
                }
                """);
        write("xinetd.d/ignored.bak", "service x\n{\n}\n");
        write(
                "xinetd.d/telnet",
                "service telnet {\n server = /usr/sbin/tcpd\n server_args = /usr/sbin/in.telnetd\n}\n");
        write("xinetd.d/udp", "service time\n{\n protocol = udp\n}\nservice off\n{\n disable = yes\n}\n");
        Path conf = write(
                "xinetd.conf",
                "# x\ndefaults\n{\n per_source = 5\n}\nincludedir " + folder.resolve("xinetd.d")
                        + "\ninclude /no/such/file\ninclude /\0\n");

        XinetdCheck check = XinetdCheck.read(conf);
        assertThat(relative(check.problems()))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("xinetd.conf:7: /no/such/file cannot be read"),
                        problem -> assertThat(problem).startsWith("xinetd.conf:8: /\\x00 cannot be read"),
                        problem -> assertThat(problem)
                                .startsWith("xinetd.d/finger:8: finger: after cps = 100 2 connections in a second"),
                        problem -> assertThat(problem)
                                .startsWith("xinetd.d/finger:7: finger: instances = 60: xinetd drops"),
                        problem -> assertThat(problem).startsWith("xinetd.conf:4: finger: per_source = 5"),
                        problem -> assertThat(problem).startsWith("xinetd.d/finger:6: finger: NOLIBWRAP leaves"),
                        problem -> assertThat(problem)
                                .startsWith("xinetd.d/finger:6: finger: IPv4 peers of this IPv6 socket"),
                        problem -> assertThat(problem)
                                .startsWith("xinetd.d/telnet:1: telnet: without cps, after 50 connections in a second"),
                        problem -> assertThat(problem).startsWith("xinetd.conf:4: telnet: per_source = 5"));
        assertThat(check.daemons()).contains("finger", "in.fingerd", "telnet", "tcpd", "in.telnetd");
    }

    @Test
    void findsNothingInAGenerousXinetd() throws Exception {
        Path conf = write(
                "xinetd.conf",
                "defaults\n{\n cps = 10000 1\n instances = UNLIMITED\n}\nservice finger\n{\n flags = IPv4\n}\n");
        assertThat(XinetdCheck.read(conf).problems()).isEmpty();
        assertThatThrownBy(() -> XinetdCheck.read(folder.resolve("missing"))).isInstanceOf(IOException.class);
    }

    @Test
    void endsWithFilesThatIncludeEachOther() throws Exception {
        Path one = write("one", "include " + folder.resolve("two") + "\n");
        write("two", "include " + one + "\nservice finger\n{\n cps = 1 1\n}\n");
        assertThat(XinetdCheck.read(one).problems()).hasSize(1);
    }

    @Test
    void findsLimitsOfInetd() throws Exception {
        Path conf = write("inetd.conf", """
                # comment
                finger stream tcp nowait root /usr/sbin/tcpd in.fingerd
                telnet stream tcp6 nowait.400 root /usr/sbin/tcpd /usr/sbin/in.telnetd
                ftp stream tcp nowait.20000 root /usr/sbin/in.ftpd in.ftpd -l
                time stream tcp nowait root internal
                talk dgram udp wait root /usr/sbin/in.talkd in.talkd
                ssh stream tcp nowait.10000 root /usr/sbin/tcpd sshd
                """);
        InetdCheck check = InetdCheck.read(conf);
        assertThat(relative(check.problems()))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("inetd.conf:2: finger: after 256 connections in a minute"),
                        problem -> assertThat(problem).startsWith("inetd.conf:3: telnet: after 400 connections"),
                        problem -> assertThat(problem)
                                .startsWith("inetd.conf:4: ftp: openbsd-inetd does not look at hosts.allow"));
        assertThat(check.daemons()).contains("in.fingerd", "in.telnetd", "in.ftpd", "in.talkd", "sshd");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> relative(List<AccessProblem> problems) {
        return problems.stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }
}
