package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
    private static final Delivery.Outcome FAILED = new Delivery.Outcome(0, false, "no connection");
    private static final Delivery.Outcome REFUSED = new Delivery.Outcome(0, true, "not wanted");
    private static final Pattern COUNT = Pattern.compile("denied=(\\d+)");

    @TempDir
    private Path folder;

    private AgentFixture spool;

    @BeforeEach
    void makeSpool() throws IOException {
        spool = new AgentFixture(folder);
    }

    @Test
    void everyRefusedConnectionIsAnAlertInTheOrderOfTheirTimes() throws Exception {
        spool.denied("192.0.2.2", "sshd");
        Path first = spool.denied("192.0.2.1", "in.fingerd");
        Files.setLastModifiedTime(first, FileTime.from(AgentFixture.NOW.minusSeconds(3600)));
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).containsExactly("Denied in.fingerd-192.0.2.1", "Denied sshd-192.0.2.2");
        CheckResult result = spool.delivered.get(0);
        assertThat(result.hostName()).hasToString("firestorm");
        assertThat(result.returnCode()).isEqualTo(2);
        assertThat(spool.events()).isEmpty();
    }

    @Test
    void whatIsNotDeliveredStaysInTheSpool() throws Exception {
        for (int i = 0; i < 3; i++) {
            spool.denied("192.0.2." + i, "sshd");
        }
        spool.answers.add(FAILED);
        assertThat(spool.drain("")).isFalse();
        assertThat(spool.events()).hasSize(3);
        assertThat(spool.log.toString()).contains("WARNING not delivered, will be tried again: no connection");

        spool.answers.add(new Delivery.Outcome(2, false, "half of it"));
        assertThat(spool.drain("")).isFalse();
        assertThat(spool.events()).hasSize(1);

        spool.answers.add(REFUSED);
        assertThat(spool.drain(""))
                .as("a server may be told to take them later")
                .isFalse();
        assertThat(spool.events()).hasSize(1);

        assertThat(spool.drain("")).isTrue();
        assertThat(spool.events()).isEmpty();
        assertThat(spool.texts()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void countsOfABurstAddUp() throws Exception {
        for (int i = 0; i < 3000; i++) {
            spool.denied("192.0.2." + i % 7, i % 3 == 0 ? "sshd" : "in.fingerd");
        }
        assertThat(spool.drain("perfdata: true\n")).isTrue();
        assertThat(spool.texts()).hasSizeLessThan(50);
        assertThat(spool.texts().stream().mapToInt(AgentTest::count).sum()).isEqualTo(3000);
        assertThat(spool.texts())
                .anyMatch(text -> text.matches("Denied sshd-192\\.0\\.2\\.1 \\(\\d+ times in \\d+ s\\).*"));
        assertThat(spool.events()).isEmpty();
    }

    @Test
    void digestNever() throws Exception {
        for (int i = 0; i < 2500; i++) {
            spool.denied("192.0.2.1", "sshd");
        }
        assertThat(spool.drain("digest: never\n")).isTrue();
        assertThat(spool.texts()).hasSize(2500).containsOnly("Denied sshd-192.0.2.1");
        assertThat(spool.deliveries).as("many over one connection").isEqualTo(3);
    }

    @Test
    void ignoredSourcesGoWithoutAWord() throws Exception {
        spool.denied("192.0.2.1", "sshd");
        spool.denied("::ffff:192.0.2.2", "sshd");
        spool.denied("198.51.100.1", "sshd");
        assertThat(spool.drain("ignore: 192.0.2.0/24\n")).isTrue();
        assertThat(spool.texts()).containsExactly("Denied sshd-198.51.100.1");
        assertThat(spool.events()).isEmpty();
    }

    @Test
    void scansAreOneAlertMore() throws Exception {
        for (String daemon : List.of("sshd", "in.fingerd", "in.telnetd")) {
            spool.denied("192.0.2.1", daemon);
        }
        assertThat(spool.drain("scan: {daemons: 3}\n")).isTrue();
        assertThat(spool.texts())
                .hasSize(4)
                .contains("Scan: 192.0.2.1 tried 3 daemons within 60 s (sshd, in.fingerd, in.telnetd)");
    }

    @Test
    void confirmedNamesAreAskedFor() throws Exception {
        spool.denied("192.0.2.1", "sshd");
        spool.denied("unknown", "sshd");
        assertThat(spool.drain("text: 'Denied {daemon}-{host} ({confirmed_name})'\n"))
                .isTrue();
        assertThat(spool.texts())
                .containsExactly("Denied sshd-192.0.2.1 (name-of-192.0.2.1)", "Denied sshd-unknown (unknown)");
    }

    @Test
    void submittedResultsGoAsTheyAre() throws Exception {
        submit("web", "HTTP", "-1", "ok \u00e4 | a=1");
        submit("web;x", "HTTP", "0", "a semicolon");
        submit("web", "HTTP", "70000", "no such code");
        submit("web", "HTTP", "0");
        submit("db", "", "1", "a host check");
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.delivered).hasSize(2);
        assertThat(spool.delivered.get(0).returnCode()).isEqualTo(-1);
        assertThat(spool.delivered.get(0).pluginOutput().toByteArray())
                .isEqualTo("ok \u00e4 | a=1".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(spool.events()).as("nobody could ever take the others").isEmpty();
        assertThat(spool.log.toString()).contains("a check result that Nagios cannot take");
    }

    @Test
    void aRefusedSubmissionDoesNotHoldUpAlerts() throws Exception {
        submit("web", "HTTP", "0", "x");
        spool.denied("192.0.2.1", "sshd");
        spool.answers.add(REFUSED);
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).containsExactly("Denied sshd-192.0.2.1");
        assertThat(spool.log.toString()).contains("the server refused check results, which are lost: not wanted");
    }

    @Test
    void tornRecordsCountAsConnectionsOnceTheyAreOld() throws Exception {
        spool.write(new byte[0]);
        spool.write("nscatools 1\0denied\0002\000192.0.2.1\0ss".getBytes(StandardCharsets.US_ASCII));
        spool.write("something else".getBytes(StandardCharsets.US_ASCII));
        spool.write(new byte[70_000]);
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).hasSize(4).containsOnly("Denied unknown-unknown");
        assertThat(spool.log.toString()).contains("is no whole record");
    }

    @Test
    void aFreshTornRecordIsLeftAloneUntilItIsWhole() throws Exception {
        Path file = spool.write(new byte[0]);
        Files.setLastModifiedTime(file, FileTime.from(AgentFixture.NOW.minusSeconds(1)));
        try (Agent agent = spool.agent("")) {
            Thread writer = new Thread(() -> write(file));
            writer.start();
            assertThat(agent.drain()).isTrue();
            writer.join();
        }
        assertThat(spool.texts()).containsExactly("Denied sshd-192.0.2.1");
    }

    private static void write(Path file) {
        try {
            Files.write(file, new SpoolRecord(SpoolRecord.DENIED, List.of("192.0.2.1", "sshd")).encode());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNoFileIsLeftAlone() throws Exception {
        Files.createSymbolicLink(spool.spool.resolve("event.link"), Path.of("/etc/passwd"));
        Files.createDirectory(spool.spool.resolve("event.folder"));
        Files.writeString(spool.spool.resolve("other"), "x");
        spool.denied("192.0.2.1", "sshd");
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).containsExactly("Denied sshd-192.0.2.1");
        assertThat(spool.files()).contains("event.link", "event.folder", "other");
    }

    /** The bytes of a name need not be any text, and what it says must not look like more lines of the log. */
    @Test
    void theNameOfAFileIsAnyBytes() throws Exception {
        Path record = Files.write(
                folder.resolve("record"), new SpoolRecord(SpoolRecord.DENIED, List.of("192.0.2.1", "sshd")).encode());
        String copy =
                "cp \"$1\" \"$(printf 'event.\\344\\377\\033[0m')\" && mkdir \"$(printf 'event.\\nWARNING \\200')\"";
        ProcessBuilder script = new ProcessBuilder("sh", "-c", copy, "sh", record.toString());
        CommandResult result = CommandResult.run(script.directory(spool.spool.toFile()), new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();

        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).containsExactly("Denied sshd-192.0.2.1");
        assertThat(spool.files()).hasSize(2).contains(".lock");
        assertThat(spool.log.toString()).contains("event._WARNING ").hasLineCount(1);
    }

    @Test
    void backToOkIsKeptOverARestart() throws Exception {
        spool.denied("192.0.2.1", "sshd");
        spool.denied("192.0.2.2", "sshd");
        assertThat(spool.drain("back_to_ok: 1h\n")).isTrue();
        assertThat(spool.texts()).hasSize(2);
        assertThat(Files.readString(spool.spool.resolve(".reported"))).isEqualTo("2\n");
        spool.denied("192.0.2.3", "sshd");
        assertThat(spool.drain("back_to_ok: 1h\n")).isTrue();
        assertThat(Files.readString(spool.spool.resolve(".reported"))).isEqualTo("3\n");
    }

    @Test
    void beyondItsLimitsTheSpoolKeepsCounts() throws Exception {
        for (int i = 0; i < 100; i++) {
            spool.denied("192.0.2." + i % 2, "sshd");
        }
        submit("web", "HTTP", "0", "x");
        spool.answers.add(FAILED);
        String yaml = "perfdata: true\nlimits: {files: 20}\n";
        assertThat(spool.drain(yaml)).isFalse();
        assertThat(spool.events()).hasSize(18);
        assertThat(spool.log.toString()).contains("83 of the oldest events became counts");

        for (int i = 0; i < 5; i++) {
            spool.denied("198.51.100.1", "sshd");
        }
        spool.answers.add(FAILED);
        assertThat(spool.drain(yaml)).isFalse();
        assertThat(spool.events()).as("again over the limit").hasSize(18);

        assertThat(spool.drain(yaml)).isTrue();
        assertThat(spool.texts()).anyMatch(text -> text.startsWith("Denied 88 connections from 2 sources, "));
        assertThat(spool.texts().stream().mapToInt(AgentTest::count).sum()).isEqualTo(105);
        assertThat(spool.files()).containsExactly(".lock");
    }

    @Test
    void ignoredSourcesAreNotAmongTheCounts() throws Exception {
        spool.denied("198.51.100.1", "sshd");
        try (Agent agent = spool.agent("ignore: 192.0.2.0/24\nlimits: {files: 20}\n")) {
            spool.answers.add(FAILED);
            spool.whileDelivering = () -> {
                for (int i = 0; i < 40; i++) {
                    spool.denied("192.0.2.1", "sshd");
                }
            };
            assertThat(agent.drain()).isFalse();
        }
        assertThat(spool.events()).as("over the limit").hasSize(18);
        assertThat(spool.drain("ignore: 192.0.2.0/24\n")).isTrue();
        assertThat(spool.texts()).singleElement(STRING).startsWith("Denied 1 connections from 1 sources, ");
        assertThat(spool.files()).containsExactly(".lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {".lock", ".folded", ".folded.new", ".reported", ".reported.new"})
    void whatAnybodyPutsInPlaceOfTheAgentsFilesDoesNotHoldIt(String name) throws Exception {
        String yaml = "back_to_ok: 1h\nlimits: {files: 20}\n";
        Path file = spool.spool.resolve(name);
        for (List<String> attack : List.of(
                List.of("mkdir", "-p", file + "/folder"),
                List.of("mkfifo", file.toString()),
                List.of("ln", "-s", "/etc/passwd", file.toString()))) {
            Files.deleteIfExists(file);
            assertThat(new ProcessBuilder(attack).inheritIO().start().waitFor()).isZero();
            for (int i = 0; i < 30; i++) {
                spool.denied("192.0.2." + i, "sshd");
            }
            spool.answers.add(FAILED);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertThat(spool.drain(yaml)).isFalse());
            assertThat(spool.events()).as("over the limit").hasSize(18);
            assertThat(spool.drain(yaml)).isTrue();
        }
        assertThat(spool.texts().stream().filter(text -> text.contains("12 connections")))
                .hasSize(3);
    }

    @Test
    void aStateFileOfSomebodyElseIsNotBelieved() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        Path file = Files.writeString(spool.spool.resolve(".folded"), "nscatools folded 1\n9 1 1 sshd 192.0.2.1\n");
        Files.setAttribute(spool.spool, "unix:mode", 0777);
        Files.setAttribute(file, "unix:uid", 65534);
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).isEmpty();
        assertThat(spool.files()).containsExactly(".lock");
    }

    @Test
    void aFileThatBecomesAFifoBeforeItsTurnDoesNotHoldTheAgent() throws Exception {
        spool.denied("192.0.2.1", "sshd");
        Path later = spool.denied("192.0.2.2", "sshd");
        try (Spool taken = spool.open()) {
            assertThat(taken.take(1)).hasSize(1);
            Files.delete(later);
            assertThat(new ProcessBuilder("mkfifo", later.toString()).start().waitFor())
                    .isZero();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertThat(taken.take(1)).isEmpty());
        }
        assertThat(spool.log.toString()).contains(later + ": is no file");
    }

    @Test
    void noNumberOfThingsThatAreNoFilesHidesAnEvent() throws Exception {
        for (int i = 0; i < 3; i++) {
            spool.denied("192.0.2." + i, "sshd");
        }
        for (int i = 0; i < 12_000; i++) {
            Files.createSymbolicLink(spool.spool.resolve(Spool.PREFIX + "link." + i), Path.of("nowhere"));
        }
        for (int i = 3; i < 6; i++) {
            spool.denied("192.0.2." + i, "sshd");
        }
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts()).hasSize(6);
    }

    @Test
    void manyLargeResultsAreNotInMemoryTogether() throws Exception {
        for (int i = 0; i < 40; i++) {
            submit("web", "HTTP", "0", "x".repeat(60_000));
        }
        try (Spool taken = spool.open()) {
            assertThat(taken.take(1000)).hasSizeBetween(2, 20);
        }
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.delivered).hasSize(40);
    }

    @Test
    void agesAndBytesHaveLimitsToo() throws Exception {
        Path old = spool.denied("192.0.2.1", "sshd");
        Files.setLastModifiedTime(old, FileTime.from(AgentFixture.NOW.minusSeconds(7200)));
        spool.denied("192.0.2.2", "sshd");
        spool.answers.add(FAILED);
        assertThat(spool.drain("limits: {age: 1h}\n")).isFalse();
        assertThat(spool.events()).hasSize(1);
        for (int i = 0; i < 40; i++) {
            spool.denied("192.0.2.3", "sshd");
        }
        spool.answers.add(FAILED);
        assertThat(spool.drain("limits: {bytes: 1kB}\n")).isFalse();
        assertThat(spool.events().size()).isBetween(20, 30);
    }

    @Test
    void oneAgentForASpool() throws Exception {
        try (Agent agent = spool.agent("")) {
            assertThat(agent.folder()).isEqualTo(spool.spool);
            assertThatThrownBy(() -> spool.agent("")).hasMessage(spool.spool + ": another agent works on this spool");
        }
        assertThat(spool.drain("")).isTrue();
        Files.delete(spool.spool.resolve(".lock"));
        Files.delete(spool.spool);
        assertThatThrownBy(() -> spool.agent("")).hasMessageContaining("no such folder; make it with install -d");
    }

    @Test
    void allAlertsTogetherWaitForTheNameServersOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        spool.nameServer = address -> {
            asked.countDown();
            try {
                asked.await(); // answers when it has all the questions
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("slow.example");
        };
        for (int i = 0; i < 3; i++) {
            spool.denied("192.0.2." + i, "sshd");
        }
        assertThat(spool.drain("text: \"{confirmed_name}\"\n")).isTrue();
        assertThat(spool.texts()).containsExactly("slow.example", "slow.example", "slow.example");
    }

    @Test
    void aDrainTellsThatAnUnreadableEventStays() throws Exception {
        Path unreadable = spool.denied("192.0.2.1", "sshd");
        spool.denied("192.0.2.2", "sshd");
        Files.setPosixFilePermissions(unreadable, Set.of());
        assumeFalse(Files.isReadable(unreadable), "root reads everything");
        assertThat(spool.drain("")).isFalse();
        assertThat(spool.texts()).containsExactly("Denied sshd-192.0.2.2");
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("rw-------"));
        assertThat(spool.drain("")).isTrue();
    }

    @Test
    void oneAgentForASpoolThatIsMadeAnewToo() throws Exception {
        try (Spool first = spool.open()) {
            Files.delete(spool.spool.resolve(".lock"));
            Files.delete(spool.spool);
            assertThatThrownBy(() -> first.take(1)).hasMessageContaining("no such folder; make it with install -d");
            Files.createDirectory(spool.spool);
            spool.denied("192.0.2.1", "sshd");
            assertThat(first.take(10)).hasSize(1);
            assertThatThrownBy(() -> spool.agent("")).hasMessage(spool.spool + ": another agent works on this spool");
        }
        assertThat(spool.drain("")).isTrue();
    }

    private void submit(String... arguments) throws IOException {
        spool.write(new SpoolRecord(SpoolRecord.RESULT, List.of(arguments)).encode());
    }

    private static int count(String text) {
        Matcher matcher = COUNT.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
