package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckAndExplainTest {
    @TempDir
    private Path folder;

    private String out;
    private String err;

    @Test
    void checksGivenFiles() throws Exception {
        Path allow = Files.writeString(folder.resolve("hosts.allow"), "sshd: 192.0.2.0/24\n");
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "ALL: ALL\n");
        assertThat(run("check", allow.toString(), deny.toString())).isZero();
        assertThat(out + err).isEmpty();
        Files.writeString(deny, "ALL: ALL: RFC931: twist (/opt/handle_tcp_wrapper %h %d) &");
        Files.writeString(allow, "sshd: 192.0.2.0/24: spawn (logger %h) &\nsshd: ALL EXCEPT\n");
        assertThat(run("check", allow.toString(), deny.toString())).isEqualTo(1);
        assertThat(out)
                .contains(allow + ":2: the list of clients", deny + ":1: the file does not end in a newline")
                .doesNotContain("hold a connection that they refuse");
        assertThat(err).isEmpty();
    }

    @Test
    void checksTheServicesOfInetdAndXinetd() throws Exception {
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "in.fingerd nosuchd: ALL\n");
        Path xinetd = Files.writeString(
                folder.resolve("xinetd.conf"), "service finger\n{\n server = /usr/sbin/in.fingerd\n}\n");
        Path inetd = Files.writeString(
                folder.resolve("inetd.conf"), "telnet stream tcp nowait root /usr/sbin/tcpd in.telnetd\n");
        String[] arguments = {"check", deny.toString(), "--xinetd", xinetd.toString(), "--inetd", inetd.toString()};
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(out.lines())
                .satisfiesExactly(
                        daemon -> assertThat(daemon).startsWith(deny + ":1:12: nosuchd is neither a program"),
                        cps -> assertThat(cps).startsWith(xinetd + ":1: finger: without cps"),
                        limit -> assertThat(limit).startsWith(inetd + ":1: telnet: after 256 connections"));
    }

    @Test
    void takesNamesInAnyBytes() throws Exception {
        Path deny = folder.resolve("hosts.deny");
        String text = "caf\u00e9d: caf\u00e9.invalid \u00ff.invalid /\u00ff -x ALL: banners /\u00ff: user \u00ff\n";
        Files.writeString(deny, text, StandardCharsets.ISO_8859_1);
        Path inetd =
                Files.writeString(folder.resolve("inetd.conf"), "x stream tcp nowait.10000 root /usr/sbin/tcpd y\n");
        assertThat(run("check", deny.toString(), "--inetd", inetd.toString())).isEqualTo(1);
        assertThat(out.lines()).hasSizeGreaterThanOrEqualTo(7).allMatch(line -> line.startsWith(deny + ":1:"));
        assertThat(err).isEmpty();
    }

    @Test
    void failsForFilesThatCannotBeRead() throws Exception {
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "sshd\n");
        assertThat(run("check", deny.toString(), "/no/such/file")).isEqualTo(2);
        assertThat(out).startsWith(deny + ":1: there is no colon");
        assertThat(err).isEqualTo("/no/such/file: cannot be read: no such file or directory\n");
        assertThat(run("check", folder.toString())).isEqualTo(2);
        assertThat(err).isEqualTo(folder + ": cannot be read: is a directory; make it readable, or remove it\n");
        assertThat(run("check", deny.toString(), "--xinetd", "/no/such/file")).isEqualTo(2);
        assertThat(run("check", "--nonsense")).isEqualTo(2);
    }

    @Test
    void explainsADecision() throws Exception {
        String deny = "in.telnetd: ALL\nALL: ALL: RFC931 2: twist (x %a %d %u %c %s) &\n";
        assertThat(explain("", deny, "in.fingerd@192.0.2.1", "a;b@192.0.2.7")).isZero();
        assertThat(out).isEqualTo("""
                in.fingerd from 192.0.2.7: served by the twist command: DENY:2: ALL: ALL: RFC931 2: twist (x %a %d %u %c %s) &
                    rfc931 2
                    twist (x 192.0.2.7 in.fingerd a_b a_b@192.0.2.7 in.fingerd@192.0.2.1) &
                """);
        assertThat(explain("sshd: [2001:db8::]/32\n", deny, "sshd", "[2001:db8::7]"))
                .isZero();
        assertThat(out).isEqualTo("sshd from 2001:db8::7: allowed: ALLOW:1: sshd: [2001:db8::]/32\n");
        assertThat(explain("", "", "sshd", "192.0.2.7")).isZero();
        assertThat(out).isEqualTo("sshd from 192.0.2.7: allowed: no rule matches\n");
        assertThat(explain("", "ALL: PARANOID\n", "sshd", "paranoid")).isZero();
        assertThat(out).isEqualTo("sshd from unknown: denied: DENY:1: ALL: PARANOID\n");
    }

    @Test
    void tellsWhenItDependsOnANameOrACommand() throws Exception {
        assertThat(explain("sshd: localhost LOCAL\n", "ALL: ALL\n", "sshd", "127.0.0.1"))
                .isZero();
        assertThat(out).isEqualTo("""
                sshd from 127.0.0.1: denied: DENY:1: ALL: ALL
                  if the client's name is localhost, as it is now: allowed: ALLOW:1: sshd: localhost LOCAL
                """);
        assertThat(explain("sshd: LOCAL PARANOID\n", "ALL: ALL\n", "sshd", "localhost"))
                .isZero();
        assertThat(out)
                .contains(
                        "(localhost): allowed: ALLOW:1: sshd: LOCAL PARANOID\n",
                        "  if the client's name is unknown: denied: DENY:1: ALL: ALL\n")
                .doesNotContain("paranoid");
        assertThat(explain("sshd: ALL: aclexec check %a\n", "ALL: ALL\n", "sshd", "192.0.2.7"))
                .isZero();
        assertThat(out).isEqualTo("""
                sshd from 192.0.2.7: allowed: ALLOW:1: sshd: ALL: aclexec check %a
                    aclexec check 192.0.2.7
                  if the aclexec command fails: denied: DENY:1: ALL: ALL
                """);
    }

    @Test
    void explainsNothingForAHostThatIsNotFound() throws Exception {
        assertThat(explain("", "", "sshd", "nowhere.invalid")).isEqualTo(2);
        assertThat(err).isEqualTo("nowhere.invalid: host not found; give its address\n");
    }

    private int explain(String allow, String deny, String... arguments) throws Exception {
        Path allowFile = Files.writeString(folder.resolve("hosts.allow"), allow);
        Path denyFile = Files.writeString(folder.resolve("hosts.deny"), deny);
        List<String> all = new ArrayList<>(
                List.of("explain", "--allow-file", allowFile.toString(), "--deny-file", denyFile.toString()));
        all.addAll(List.of(arguments));
        int exitCode = run(all.toArray(String[]::new));
        out = out.replace(denyFile.toString(), "DENY").replace(allowFile.toString(), "ALLOW");
        return exitCode;
    }

    private int run(String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        int exitCode = TcpwrapperHandler.run(arguments, new PrintWriter(outText, true), new PrintWriter(errText, true));
        out = outText.toString();
        err = errText.toString();
        return exitCode;
    }
}
