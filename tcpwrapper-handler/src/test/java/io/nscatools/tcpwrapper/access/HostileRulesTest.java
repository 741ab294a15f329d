package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files and the peers hold, there are problems and decisions, and never an exception. */
class HostileRulesTest {
    private static final CheckLookups LOOKUPS = new RandomLookups();

    @Test
    void takesAnyBytes() {
        Random random = new Random(1);
        byte[] alphabet = "AL: EXCEPT@/[]*?.,\\\n\r\t\0%#=1f&(\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] =
                        random.nextInt(10) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            decideAndCheck(bytes, random);
        }
    }

    @Test
    void takesGeneratedRulesCutAnywhere() {
        RuleGenerator generator = new RuleGenerator(2);
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            byte[] table = generator.table(": banners /x%d ", "/no/such/file").getBytes(StandardCharsets.ISO_8859_1);
            decideAndCheck(Arrays.copyOf(table, random.nextInt(table.length + 1)), random);
        }
    }

    @Test
    void takesHugeFiles() {
        byte[] newlines = new byte[4 << 20];
        Arrays.fill(newlines, (byte) '\n');
        byte[] nothing = new byte[4 << 20];
        String rules = "sshd: 192.0.2.1\n".repeat(200_000);
        assertThat(AccessTable.parse("x", newlines).rules()).isEmpty();
        assertThat(AccessTable.parse("x", nothing).problems()).isEmpty(); // a NUL hides all that follows on its line
        assertThat(AccessTable.parse("x", rules.getBytes(StandardCharsets.ISO_8859_1))
                        .rules())
                .hasSize(200_000);
        assertThat(AccessTable.parse("x", "\\\n".repeat(1_000_000).getBytes(StandardCharsets.ISO_8859_1))
                        .rules())
                .isEmpty();
    }

    @Test
    void takesDeepNestingAndPatternsThatWouldBacktrack() {
        String nested = "ALL" + " EXCEPT ALL".repeat(180);
        String stars = "*a".repeat(60) + "b";
        AccessRequest request = AccessRequest.of("a".repeat(200), "192.0.2.7");
        assertThat(decide(nested + ": " + "x\n", request)).isTrue();
        assertThat(decide("ALL: " + nested + "\n", request)).isFalse();
        assertThat(decide(stars + ": ALL\n", request)).isTrue();
        for (String part : new String[] {"a=;", "1:", "a\\:", "& ", "(", "2>", "%", "[", "a.", "\\\n"}) {
            String rule = "ALL: 1: twist " + part.repeat(2000 / part.length()) + "\n";
            AccessTable table = AccessTable.parse("x", rule.getBytes(StandardCharsets.ISO_8859_1));
            new AccessCheck(LOOKUPS).check(HostsAccess.of(table, table));
        }
    }

    @Test
    void takesFilesThatNameThemselves(@TempDir Path folder) throws Exception {
        Path one = folder.resolve("one");
        Path other = Files.writeString(folder.resolve("other"), (one + "\n").repeat(1000) + "192.0.2.7");
        Files.writeString(one, (other + " " + one + "\n").repeat(1000));
        assertThat(decide("ALL: " + one + "\n", AccessRequest.of("sshd", "192.0.2.7")))
                .isFalse();
        assertThat(decide("ALL: " + one + "\n", AccessRequest.of("sshd", "192.0.2.8")))
                .isTrue();
    }

    @Test
    void keepsExpandedCommandsWithinTheBufferOfLibwrap() {
        AccessRequest request = AccessRequest.of("d".repeat(127), "192.0.2.7");
        String rule = "ALL: ALL: spawn x" + "%d".repeat(70) + ": allow\n";
        assertThat(AccessTable.parse("x", rule.getBytes(StandardCharsets.ISO_8859_1))
                        .problems())
                .isEmpty();
        assertThat(decide(rule, request)).isFalse();
        assertThat(decide(rule.replace("%d%d%d%d%d%d%d", "%d"), request)).isTrue();
    }

    private static boolean decide(String deny, AccessRequest request) {
        AccessTable none = AccessTable.parse("hosts.allow", new byte[0]);
        AccessTable table = AccessTable.parse("hosts.deny", deny.getBytes(StandardCharsets.ISO_8859_1));
        return HostsAccess.of(none, table).decide(request, LOOKUPS).isAllowed();
    }

    private static void decideAndCheck(byte[] bytes, Random random) {
        AccessTable one = AccessTable.parse("hosts.allow", bytes);
        AccessTable other = AccessTable.parse("hosts.deny", bytes);
        HostsAccess access = HostsAccess.of(one, other);
        byte[] name = new byte[random.nextInt(20)];
        random.nextBytes(name);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        AccessHost end = AccessHost.at(random.nextBoolean() ? "1.1.1.1" : text);
        Decision decision = access.decide(new AccessRequest(text, end, end, text, 1), LOOKUPS);
        assertThat(decision.reason()).isNotEmpty();
        for (AccessProblem problem : new AccessCheck(LOOKUPS).check(access)) {
            assertThat(problem.line()).isPositive();
            assertThat(problem.toString().chars()).noneMatch(Character::isISOControl);
        }
    }

    private static final class RandomLookups implements CheckLookups {
        @Override
        public String hostName(String address) {
            return "\u00ff;\n" + address;
        }

        @Override
        public List<String> addresses(String name) {
            return List.of(name, "");
        }

        @Override
        public boolean isDaemon(String name) {
            return name.length() % 2 == 0;
        }

        @Override
        public boolean isFolder(String path) {
            return false;
        }
    }
}
