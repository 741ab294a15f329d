package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessCheckTest {
    private static final CheckLookups LOOKUPS = new CheckLookups() {
        @Override
        public String hostName(String address) {
            return address.equals("192.0.2.7") ? "www.example.org" : AccessLookups.UNKNOWN;
        }

        @Override
        public List<String> addresses(String name) {
            return switch (name) {
                case "www.example.org", "alias.example.org" -> List.of("192.0.2.7");
                case "two.example.org" -> List.of("192.0.2.8", "192.0.2.9");
                default -> List.of();
            };
        }

        @Override
        public boolean isDaemon(String name) {
            return Set.of("sshd", "in.fingerd", "vsftpd").contains(name);
        }

        @Override
        public boolean isFolder(String path) {
            return path.equals("/banners");
        }

        @Override
        public boolean userExists(String name) {
            return name.equals("nobody");
        }
    };

    /** A line of hosts.deny, and where and what is found in it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            sshd: 192.0.2.1/24 | 1:7: 192.0.2.1/24 matches nobody: the net has bits that the mask has not; write 192.0.2.0/24
            sshd: 192.0.2.1/255.255.255.0 | write 192.0.2.0/255.255.255.0
            sshd: 0.0.0.0/0 | 1:7: 0.0.0.0/0: bad net/mask pattern: 0 is no mask; write ALL
            sshd: 192.0.2.1/255.255.255.255 | bad net/mask pattern
            sshd: 192.0.2.0/24x | bad net/mask pattern
            sshd: 192.0.2/24 | bad net/mask pattern
            sshd: 010.0.0.0/8 | 1:7: 010.0.0.0 is octal: it stands for 8.0.0.0
            sshd: 010.0.0.1 | 1:7: 010.0.0.1 matches nobody
            sshd: 192.0.2 | 1:7: 192.0.2 matches nobody: it is compared with addresses as text
            sshd: 192.0.2.256 | 1:7: 192.0.2.256 matches nobody
            sshd: .0.2.1 | 1:7: .0.2.1: a net that begins with a dot
            sshd: [2001:db8::]/129 | 1:7: [2001:db8::]/129 is no IPv6 address or net
            sshd: [2001:db8::1 | 1:7: [2001:db8::1 is no IPv6 address or net
            sshd: [192.0.2.1] | is no IPv6 address or net
            sshd: [::ffff:192.0.2.1] | matches nobody: libwrap takes ::ffff:a.b.c.d for a.b.c.d
            sshd: 2001:db8::1 | 1:12: unknown option 'db8': libwrap refuses whom the rule matches, and does nothing else; write an IPv6 address in brackets
            sshd: nowhere.example.org | 1:7: nowhere.example.org: host not found
            sshd: alias.example.org | 1:7: alias.example.org matches nobody: the name of 192.0.2.7 is www.example.org
            sshd@two.example.org: 192.0.2.1 | 1:6: two.example.org has more than one address: 192.0.2.8 192.0.2.9
            sshd: example.org. | a name that ends in a dot
            sshd: @trusted | 1:7: netgroups are not supported
            sshd: 192.0.2.1 /no/such/file | 1:17: /no/such/file does not exist
            sshd: joe@ | 1:11: there is no host after the at sign
            sshd: joe@ALL | 1:7: asks the peer's ident service for the user
            sshd: .joe@ALL | .joe: a dot makes it match any user name
            sshd: LOCAL@ALL | LOCAL has no meaning for a user name
            sshd: FAIL | FAIL has no meaning any more
            FAIL: ALL | FAIL has no meaning any more
            fingerd: ALL | 1:1: fingerd is neither a program nor a server
            @sshd: ALL | 1:1: @sshd: a daemon name begins with neither @ nor /
            /usr/sbin/sshd: ALL | a daemon name begins with neither @ nor /
            in.: ALL | a dot makes it match any daemon name
            KNOWN: ALL | KNOWN has no meaning for a daemon name
            sshd EXCEPT: ALL | 1: the list of daemons, or a part of it before or after EXCEPT, is empty
            sshd: EXCEPT 192.0.2.1 | 1: the list of clients, or a part of it before or after EXCEPT, is empty
            sshd: | the list of clients
            sshd ALL | 1: there is no colon between daemons and clients
            '  # sshd: ALL' | 1:3: is no comment but a rule
            sshd: ALL: | 1:11: an option is missing between or after colons
            sshd: ALL: spwn x & | 1:12: unknown option 'spwn', did you mean spawn?
            sshd: ALL: (echo %h) & | 1:12: unknown option '(echo': libwrap refuses whom the rule matches, and does nothing else; write twist or spawn before the command
            sshd: ALL: twist (date +%%H:%%M >/dev/null 2>&1) & | 1:12: twist must be the last option of a rule: libwrap refuses whom the rule matches, and does nothing else; write \\: for a colon inside a command
            sshd: ALL: twist (x >/dev/null 2>&1) &: deny | 1:12: twist must be the last option
            sshd: ALL: twist (x >/dev/null 2>&1) &: | 1:12: twist must be the last option
            sshd: ALL: allow: severity info | allow must be the last option
            sshd: ALL: severity bogus | 1:12: 'bogus' is no value for severity
            sshd: ALL: umask 888 | '888' is no value for umask
            sshd: ALL: RFC931: deny | 1:12: asks the peer's ident service without a limit
            sshd: ALL: RFC931 30: deny | 1:12: may hold the peer, and the alert, for 30 s; write RFC931 2
            sshd: ALL: twist (x %u >/dev/null 2>&1) & | 1:12: %u asks the peer's ident service
            sshd: ALL: twist (x %h) & | 1:12: the command's output goes to the peer, which waits until the command ends
            sshd: ALL: twist (x %h >/dev/null) & | the command's output goes to the peer
            sshd: ALL: twist x %h | the command's output goes to the peer
            sshd: ALL: twist x %a >/dev/null 2>&1 | 1:12: the service waits until the command ends; end it with &
            sshd: ALL: twist (x %z >/dev/null 2>&1) & | 1:12: %z has no meaning and expands to nothing
            sshd: .org: twist (x %h >/dev/null 2>&1) & | 1:13: %h may be the name that the peer's owner chose
            sshd: ALL: twist (x %n %h >/dev/null 2>&1) & | %h may be the name that the peer's owner chose
            sshd: ALL: spawn (x) & | 1:12: tcpd and sshd hold a connection that they refuse for 5 s
            sshd: ALL: spawn x: allow | 1:12: the connection waits until the command ends
            sshd: ALL: user nobody | 1:12: has no effect in Debian 12's libwrap
            sshd: ALL: user nosuch | there is no user 'nosuch'
            sshd: ALL: aclexec x | refuses when the command succeeds and allows when it fails
            sshd: ALL: banners /nowhere | 1:12: /nowhere is no folder
            """)
    void findsTraps(String line, String finding) {
        String text = line.replaceAll("^'|'$", "") + "\n";
        assertThat(check("", text)).anySatisfy(found -> assertThat(found).contains(finding));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALL: ALL",
                "ALL: ALL: twist (/opt/handle_tcp_wrapper %h %d </dev/null >/dev/null 2>&1) &",
                "ALL: ALL: twist (cd /opt && set -- %h %d && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &",
                "ALL: ALL: RFC931 2: spawn (cd /opt && set -- %a %d %a %u && . ./handle_tcp_wrapper) </dev/null >/dev/null 2>&1 &: twist /bin/true >/dev/null 2>&1 &",
                "ALL: ALL: RFC931 2: twist (/opt/handle_tcp_wrapper %a %d %u </dev/null >/dev/null 2>&1) &",
                "sshd, vsftpd: 192.0.2.1, 192.0.2. 10.0.0.0/8 10.0.0.0/255.0.0.0 [2001:db8::]/32 [::1]",
                "sshd: .example.org www.example.org *.example.net LOCAL EXCEPT 192.0.2.7",
                "sshd@192.0.2.1 22: UNKNOWN PARANOID: deny",
                "in.fingerd: ALL: banners /banners: twist /bin/echo 421 go away",
                "vsftpd: ALL: twist exec /usr/sbin/other-ftpd",
                "ALL: ALL: severity auth.info: nice 5: umask 022: keepalive: linger 3: setenv A b: deny",
                "sshd: 192.0.2.7: spawn (logger a\\: b) &: allow"
            })
    void findsNothingInSoundRules(String line) {
        assertThat(check("", line + "\n")).isEmpty();
        assertThat(check("sshd: 127.0.0.1\n", "# a comment\n\n" + line + "\n")).isEmpty();
    }

    @Test
    void findsWhatIsWrongWithLines() {
        assertThat(check("sshd: 127.0.0.1", "ALL: ALL"))
                .satisfiesExactly(
                        allow -> assertThat(allow).startsWith("hosts.allow:1: the file does not end in a newline"),
                        deny -> assertThat(deny).startsWith("hosts.deny:1: the file does not end in a newline"));
        assertThat(check("", "# off: \\\nsshd: ALL\n"))
                .singleElement()
                .asString()
                .startsWith("hosts.deny:1: the backslash at the end makes the next line part of this comment");
        assertThat(check("", "sshd: 192.0.2.1 \\ \nsshd: ALL\n"))
                .anySatisfy(found -> assertThat(found).contains("hosts.deny:1: a blank or carriage return follows"));
        assertThat(check("", "sshd: ALL\nALL: ALL\nvsftpd: \\\n ALL\n"))
                .containsExactly(
                        "hosts.deny:3: is never reached: line 2 matches everything before; move it up, or remove it");
        assertThat(check("", "sshd: " + "192.0.2.1 ".repeat(300) + "\n"))
                .singleElement()
                .asString()
                .startsWith("hosts.deny:1: the rule is longer than 2047 bytes");
    }

    @Test
    void knowsThatRulesOfHostsAllowMayHaveLookedTheNameUp() {
        String deny = "ALL: ALL: twist (x %h >/dev/null 2>&1) &\n";
        assertThat(check("sshd: 192.0.2.1 10. [::1] ALL\n", deny)).isEmpty();
        assertThat(check("sshd: .org\n", deny)).singleElement().asString().contains("%h may be the name");
    }

    @Test
    void printsHostileTextOnOneLine() {
        assertThat(check("", "\u001b[2Jcaf\u00e9\u0000\u0007 x\n: y\n"))
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }

    private static List<String> check(String allow, String deny) {
        HostsAccess access = HostsAccess.of(
                AccessTable.parse("hosts.allow", allow.getBytes(StandardCharsets.ISO_8859_1)),
                AccessTable.parse("hosts.deny", deny.getBytes(StandardCharsets.ISO_8859_1)));
        return new AccessCheck(LOOKUPS)
                .check(access).stream().map(AccessProblem::toString).toList();
    }
}
