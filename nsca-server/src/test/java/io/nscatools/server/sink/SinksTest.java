package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_795_423_851L), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void writesToAllSinksInOrderAndIsSafeOnce() throws Exception {
        Path file = folder.resolve("results");
        Path command = Files.createFile(folder.resolve("nagios.cmd"));
        AtomicInteger safe = new AtomicInteger();
        CheckResultSink sink = Sinks.open(
                List.of(new SinkConfig.RegularFile(file), new SinkConfig.CommandFile(command)), List.of(), CLOCK);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            sink.submit(result("s", "out " + i), safe::incrementAndGet);
            expected.add("[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;out " + i);
        }
        sink.close(LONG);
        assertThat(safe).hasValue(2000);
        assertThat(Files.readAllLines(file)).isEqualTo(expected);
        assertThat(Files.readAllLines(command)).isEqualTo(expected);
    }

    @Test
    void aSinkThatCannotWriteDelaysNoOtherAndItsJournalIsReplayed() throws Exception {
        Path file = folder.resolve("results");
        Path command = folder.resolve("nagios.cmd");
        List<SinkConfig> configs = List.of(new SinkConfig.CommandFile(command), new SinkConfig.RegularFile(file));
        CountDownLatch safe = new CountDownLatch(1);
        CheckResultSink sink = Sinks.open(configs, List.of(), CLOCK);
        sink.submit(result("s", "1"), safe::countDown);
        assertThat(safe.await(30, TimeUnit.SECONDS)).isTrue();
        sink.close(LONG);
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(command).doesNotExist();
        Files.createFile(command);
        CheckResultSink again = Sinks.open(configs, List.of(), CLOCK);
        CountDownLatch second = new CountDownLatch(1);
        again.submit(result("s", "2"), second::countDown);
        assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        again.close(LONG);
        assertThat(Files.readAllLines(command))
                .containsExactly(
                        "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;1", "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;2");
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aFifoWhereAFileIsMeantHoldsUpNothing() throws Exception {
        Path fifo = Fifos.make(folder.resolve("results"));
        CheckResultSink sink = Sinks.open(List.of(new SinkConfig.RegularFile(fifo)), List.of(), CLOCK);
        CountDownLatch safe = new CountDownLatch(1);
        sink.submit(result("s", "1"), safe::countDown);
        assertThat(safe.await(30, TimeUnit.SECONDS)).isTrue();
        sink.close(LONG);
    }

    @Test
    void withoutAJournalSendersAreHeldUpAndNothingIsSafe() throws Exception {
        Path command = folder.resolve("nagios.cmd");
        CheckResultSink sink = Sinks.open(
                List.of(new SinkConfig.CommandFile(command, Optional.empty(), Optional.empty())), List.of(), CLOCK);
        AtomicInteger safe = new AtomicInteger();
        AcceptedResult large = result("s", "x".repeat(4000));
        int count = 0;
        while (!sink.isFull()) {
            sink.submit(large, safe::incrementAndGet);
            count++;
        }
        CountDownLatch released = new CountDownLatch(1);
        sink.whenNotFull(released::countDown);
        assertThat(released.getCount()).isEqualTo(1);
        assertThat(safe).hasValue(0);
        assertThat(sink.status()).singleElement().satisfies(status -> {
            assertThat(status.queuedResults()).isPositive();
            assertThat(status.journalResults()).isZero();
        });
        Files.createFile(command);
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        sink.close(LONG);
        assertThat(safe).hasValue(count);
        assertThat(Files.readAllLines(command)).hasSize(count);
    }

    @Test
    void closingCountsWhatIsLostForSinksWithoutAJournal() throws Exception {
        CheckResultSink sink = Sinks.open(
                List.of(
                        new SinkConfig.CommandFile(folder.resolve("a"), Optional.empty(), Optional.empty()),
                        new SinkConfig.CommandFile(folder.resolve("b"))),
                List.of(),
                CLOCK);
        sink.submit(result("s", "1"), () -> {});
        sink.submit(result("s", "2"), () -> {});
        assertThat(sink.close(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void aJournalHasOneServerOnly() throws Exception {
        List<SinkConfig> configs = List.of(new SinkConfig.RegularFile(folder.resolve("results")));
        CheckResultSink first = Sinks.open(configs, List.of(), CLOCK);
        assertThatThrownBy(() -> Sinks.open(configs, List.of(), CLOCK))
                .isInstanceOf(IOException.class)
                .hasMessage("journal " + folder.resolve("results.journal")
                        + " is used by another server; give each server a journal of its own");
        first.close(LONG);
        Sinks.open(configs, List.of(), CLOCK).close(LONG);
    }

    @Test
    void theJournalIsAsOpenAsItsDirectoryButNotToAll() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        Sinks.open(List.of(new SinkConfig.RegularFile(folder.resolve("results"))), List.of(), CLOCK)
                .close(LONG);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("results.journal"))))
                .isEqualTo("rwxrwx---");
    }

    @Test
    void aBatchOfAKilledServerIsDeliveredByTheNext() throws Exception {
        Path file = folder.resolve("results");
        List<SinkConfig> configs = List.of(new SinkConfig.RegularFile(file));
        Sinks.open(configs, List.of(), CLOCK).close(LONG);
        Path batch = folder.resolve("results.journal/batches/left-0");
        Files.writeString(batch, "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;left\n[7] PROCESS_torn");
        CheckResultSink sink = Sinks.open(configs, List.of(), CLOCK);
        sink.submit(result("s", "new"), SafeListener.NONE);
        Await.until(() -> sink.status().get(0).deliveredResults() == 2, () -> "both are delivered");
        sink.close(LONG);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;left", "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2;new");
        assertThat(batch).doesNotExist();
    }

    @Test
    void anOldDumpFileIsNotReplayedIntoNagios() throws Exception {
        Path command = Files.createFile(folder.resolve("nagios.cmd"));
        Path dump = Files.writeString(folder.resolve("nsca.dump"), "[1] of years ago\n");
        SinkConfig config =
                new SinkConfig.CommandFile(command, Optional.of(dump), Optional.of(JournalConfig.beside(command)));
        Sinks.open(List.of(config), List.of(), CLOCK).close(LONG);
        assertThat(folder.resolve("nsca.dump.old")).hasContent("[1] of years ago\n");
        assertThat(command).isEmptyFile();
    }

    @Test
    void writesCheckResultsAsNagiosReadsThem() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("checkresults"));
        CheckResultSink sink = Sinks.open(List.of(new SinkConfig.CheckResultDirectory(directory)), List.of(), CLOCK);
        CountDownLatch safe = new CountDownLatch(1);
        sink.submit(result("TCP Wrappers", "a;b\nc\\d"), safe::countDown);
        assertThat(safe.await(30, TimeUnit.SECONDS)).isTrue();
        sink.submit(result("", "DOWN"), SafeListener.NONE);
        sink.close(LONG);
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSize(4);
        assertThat(files).allMatch(file -> file.getFileName().toString().matches("c[A-Za-z0-9]{6}(\\.ok)?"));
        List<String> contents = new ArrayList<>();
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            if (!file.toString().endsWith(".ok")) {
                assertThat(Path.of(file + ".ok")).isEmptyFile();
                contents.add(Files.readString(file));
            }
        }
        String head = "### NSCA Passive Check Result ###\n# Time: Mon Nov 23 08:50:51 2026\nfile_time=1795423851\n\n";
        String times =
                "check_type=1\nscheduled_check=0\nreschedule_check=0\nlatency=0\nstart_time=7.0\nfinish_time=7.0\n";
        assertThat(contents)
                .containsExactlyInAnyOrder(
                        head + "### Service Check Result ###\nhost_name=h\nservice_description=TCP Wrappers\n" + times
                                + "return_code=2\noutput=a;b\\nc\\\\d\n\n",
                        head + "### Host Check Result ###\nhost_name=h\n" + times + "return_code=2\noutput=DOWN\n\n");
    }

    private static AcceptedResult result(String service, String output) throws Exception {
        return AcceptedResult.of(
                CheckResult.of(ByteString.of("h"), ByteString.of(service), 2, ByteString.of(output)), 7);
    }
}
