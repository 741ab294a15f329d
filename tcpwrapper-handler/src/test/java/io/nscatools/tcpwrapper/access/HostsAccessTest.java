package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.tcpwrapper.access.Decision.Action;
import io.nscatools.tcpwrapper.access.Decision.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsAccessTest {
    private static final AccessLookups NAMES = address -> switch (address) {
        case "192.0.2.7" -> "www.example.org";
        case "192.0.2.8" -> "local";
        case "192.0.2.9" -> AccessLookups.PARANOID;
        default -> AccessLookups.UNKNOWN;
    };

    /** The last column tells whether "sshd: PATTERN" in hosts.deny refuses the client. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALL                         | 192.0.2.7          | true
            all                         | 192.0.2.7          | true
            192.0.2.7                   | 192.0.2.7          | true
            192.0.2.7                   | ::ffff:192.0.2.7   | true
            192.0.2.70                  | 192.0.2.7          | false
            192.0.2.                    | 192.0.2.7          | true
            192.0.                      | 192.0.3.7          | true
            192.0.2.0/255.255.255.0     | 192.0.2.7          | true
            192.0.2.0/24                | 192.0.2.7          | true
            192.0.2.1/24                | 192.0.2.7          | false
            0.0.0.0/0                   | 192.0.2.7          | false
            0.0.0.0/0.0.0.0             | 192.0.2.7          | true
            192.0.2.7/255.255.255.255   | 192.0.2.7          | false
            192.0.2.7/32                | 192.0.2.7          | true
            192.0.2.7/32x               | 192.0.2.7          | true
            0300.0.2.7/32               | 192.0.2.7          | true
            0300.0.2.7                  | 192.0.2.7          | false
            [2001:db8::]/32             | 2001:db8::7        | true
            [2001:db8::]/33             | 2001:db8:8000::7   | false
            [2001:db8::]/0              | fe80::1%eth0       | true
            [2001:db8::1%lo]/128        | 2001:db8::1        | false
            [2001:db8::1%1]/128         | 2001:db8::1        | true
            [fe80::1%lo]/128            | fe80::1            | true
            [2001:DB8:0::7]             | 2001:db8::7        | true
            2001:db8::7                 | 2001:db8::7        | false
            [::ffff:192.0.2.7]          | ::ffff:192.0.2.7   | false
            .example.org                | 192.0.2.7          | true
            .EXAMPLE.org                | 192.0.2.7          | true
            www.example.org             | 192.0.2.7          | true
            .example.org                | 192.0.2.8          | false
            LOCAL                       | 192.0.2.8          | true
            LOCAL                       | 192.0.2.7          | false
            LOCAL                       | 192.0.2.9          | false
            KNOWN                       | 192.0.2.7          | true
            KNOWN                       | 192.0.2.9          | false
            KNOWN                       | 192.0.2.10         | false
            UNKNOWN                     | 192.0.2.10         | true
            UNKNOWN                     | 192.0.2.7          | false
            PARANOID                    | 192.0.2.9          | true
            PARANOID                    | 192.0.2.7          | false
            192.0.2.*                   | 192.0.2.7          | true
            192.0.?.7                   | 192.0.2.7          | true
            *.example.???               | 192.0.2.7          | true
            *.example.????              | 192.0.2.7          | false
            @trusted                    | 192.0.2.7          | false
            joe@ALL                     | 192.0.2.7          | false
            UNKNOWN@ALL                 | 192.0.2.7          | true
            ALL EXCEPT 192.0.2.7        | 192.0.2.7          | false
            ALL EXCEPT ALL EXCEPT .org  | 192.0.2.7          | true
            ALL EXCEPT                  | 192.0.2.7          | true
            EXCEPT ALL                  | 192.0.2.7          | false
            192.0.2.1,192.0.2.7         | 192.0.2.7          | true
            """)
    void matchesPatternsAsLibwrapDoes(String pattern, String client, boolean refused) {
        Decision decision = decide("", "sshd: " + pattern + "\n", AccessRequest.of("sshd", client));
        assertThat(decision.isAllowed()).isEqualTo(!refused);
    }

    @Test
    void triesHostsAllowFirstAndAllowsWhatNoRuleMatches() {
        AccessRequest request = AccessRequest.of("sshd", "192.0.2.7");
        Decision allowed = decide("sshd: 192.0.2.7\n", "ALL: ALL\n", request);
        assertThat(allowed.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(allowed.rule()).hasToString("Optional[hosts.allow:1]");
        assertThat(decide("in.ftpd: ALL\n", "# all\n\nALL: ALL\n", request).rule())
                .hasToString("Optional[hosts.deny:3]");
        assertThat(decide("", "in.ftpd: ALL\n", request).reason()).isEqualTo("no rule matches");
    }

    @Test
    void expandsTheCommandThatWouldRun() {
        Decision decision = decide(
                "",
                "ALL: ALL: RFC931 2: twist (handle_tcp_wrapper %h %d) &\n",
                AccessRequest.of("-sshd;id", "192.0.2.7"));
        assertThat(decision.verdict()).isEqualTo(Verdict.TWIST);
        assertThat(decision.actions())
                .containsExactly(
                        new Action(OptionKeyword.RFC931, "2"),
                        new Action(OptionKeyword.TWIST, "(handle_tcp_wrapper 192.0.2.7 -sshd_id) &"));
    }

    @Test
    void looksUpANameOnlyIfARuleNeedsItAndOnlyOnce() {
        int[] asked = new int[1];
        AccessLookups counting = address -> {
            asked[0]++;
            return NAMES.hostName(address);
        };
        AccessRequest request = AccessRequest.of("sshd", "192.0.2.7");
        assertThat(access("sshd: 192.0.2.0/24\n", "ALL: .org\n")
                        .decide(request, counting)
                        .isAllowed())
                .isTrue();
        assertThat(asked[0]).isZero();
        access("sshd: .com .net LOCAL\n", "ALL: .org: spawn echo %n\n").decide(request, counting);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void refusesWhatAnIncompleteLastLineLeavesUndecided(@TempDir Path folder) throws Exception {
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "in.ftpd: ALL\nsshd: 192.0.2.7");
        HostsAccess access = HostsAccess.read(folder.resolve("missing"), deny);
        assertThat(access.problems())
                .singleElement()
                .asString()
                .startsWith(deny + ":2: the file does not end in a newline");
        Decision decision = access.decide(AccessRequest.of("sshd", "198.51.100.1"), AccessLookups.NONE);
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.rule()).isEqualTo(Optional.empty());
        assertThat(HostsAccess.read(folder, folder).problems()).hasSize(2);
    }

    @Test
    void appliesOptionsInTheirOrderUpToTheFirstWrongOne() {
        AccessRequest request = AccessRequest.of("sshd", "192.0.2.7");
        Decision decision = decide("ALL: ALL: nice 5: spawn x %d: umask 9: allow\n", "", request);
        assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
        assertThat(decision.actions())
                .containsExactly(new Action(OptionKeyword.NICE, "5"), new Action(OptionKeyword.SPAWN, "x sshd"));
        assertThat(decision.reason()).isEqualTo("hosts.allow:1:31: '9' is no value for umask");
        assertThat(decide("ALL: ALL: deny\n", "", request).verdict()).isEqualTo(Verdict.DENY);
        assertThat(decide("", "ALL: ALL: allow\n", request).verdict()).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void skipsTheRestOfATableWhenAclexecFails() {
        AccessLookups failing = new AccessLookups() {
            @Override
            public String hostName(String address) {
                return UNKNOWN;
            }

            @Override
            public boolean aclexec(String command) {
                return !command.equals("check 192.0.2.7");
            }
        };
        AccessRequest request = AccessRequest.of("sshd", "192.0.2.7");
        HostsAccess access = access("ALL: ALL: aclexec check %a\nALL: ALL\n", "ALL: ALL\n");
        assertThat(access.decide(request, failing).rule()).hasToString("Optional[hosts.deny:1]");
        assertThat(access.decide(request, NAMES).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(access("", "ALL: ALL: aclexec check %a\n")
                        .decide(request, failing)
                        .isAllowed())
                .isTrue();
        assertThat(access("", "ALL: ALL: aclexec check %a: deny\n")
                        .decide(request, failing)
                        .isAllowed())
                .isFalse();
    }

    @Test
    void matchesPatternsOfFiles(@TempDir Path folder) throws Exception {
        Path inner = Files.writeString(folder.resolve("inner"), "192.0.2.7");
        Path outer = Files.writeString(
                folder.resolve("outer"), "# no comment\n\t198.51.100.1\n" + inner + " " + folder.resolve("outer"));
        HostsAccess access = access("", "ALL: ALL EXCEPT " + outer + "\n");
        for (String client : new String[] {"192.0.2.7", "198.51.100.1"}) {
            assertThat(access.decide(AccessRequest.of("sshd", client), NAMES).isAllowed())
                    .isTrue();
        }
        assertThat(access.decide(AccessRequest.of("sshd", "192.0.2.8"), NAMES).isAllowed())
                .isFalse();
        assertThat(access.problems()).isEmpty();
        assertThat(access("", "ALL: /missing " + folder + "\n").problems())
                .extracting(AccessProblem::toString)
                .satisfiesExactly(
                        missing -> assertThat(missing).startsWith("hosts.deny:1:6: /missing does not exist"),
                        notAFile -> assertThat(notAFile).contains("is not a regular file"));
    }

    private static Decision decide(String allow, String deny, AccessRequest request) {
        return access(allow, deny).decide(request, NAMES);
    }

    private static HostsAccess access(String allow, String deny) {
        return HostsAccess.of(
                AccessTable.parse("hosts.allow", allow.getBytes(StandardCharsets.UTF_8)),
                AccessTable.parse("hosts.deny", deny.getBytes(StandardCharsets.UTF_8)));
    }
}
