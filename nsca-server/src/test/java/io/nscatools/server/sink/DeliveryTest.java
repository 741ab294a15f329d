package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.LogCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DeliveryTest {
    @TempDir
    private Path folder;

    private final FakeOutlet outlet = new FakeOutlet();
    private final FaultyChannel.Disk disk = new FaultyChannel.Disk();
    private final List<String> safe = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private Lanes lanes;
    private Delivery delivery;

    @Test
    void aResultIsSafeWhenItHasArrivedNotBefore() throws Exception {
        open(List.of());
        submit("s", "1");
        submit("s", "2");
        steps(3);
        assertThat(outlet.written).containsExactly("1", "2");
        assertThat(safe).isEmpty();
        outlet.reads(1);
        steps(1);
        assertThat(safe).containsExactly("1");
        outlet.reads(1);
        steps(1);
        assertThat(safe).containsExactly("1", "2");
        assertThat(lanes.inJournal()).isZero();
    }

    @Test
    void whatDoesNotArriveInASecondIsSafeInTheJournalAndComesOnce() throws Exception {
        open(List.of());
        submit("s", "1");
        steps(1);
        submit("s", "2");
        outlet.room = 0;
        advance(Delivery.STALL + 1);
        assertThat(safe).containsExactly("1", "2");
        assertThat(lanes.inJournal()).isEqualTo(2);
        outlet.room = 1000;
        outlet.reads(1);
        submit("s", "3");
        steps(3);
        assertThat(safe).as("all that comes goes through the journal").containsExactly("1", "2", "3");
        outlet.reads(2);
        steps(3);
        assertThat(outlet.written).containsExactly("1", "2", "3");
        assertThat(lanes.inJournal()).isZero();
        submit("s", "4");
        steps(1);
        assertThat(lanes.inJournal()).isZero();
    }

    @Test
    void anOutletThatFailsGetsWhatItHasNotTakenAgainInOrder() throws Exception {
        open(List.of());
        submit("s", "1");
        submit("s", "2");
        submit("s", "3");
        steps(1);
        outlet.reads(1);
        outlet.failure = new IOException("broken");
        steps(1);
        assertThat(safe).as("one has been read, two are in the journal").containsExactly("1", "2", "3");
        outlet.failure = null;
        advance(Duration.ofSeconds(1).toNanos());
        steps(2);
        assertThat(outlet.written).containsExactly("1", "2", "3", "2", "3");
    }

    @Test
    void aKilledServerLeavesAllThatWasSafe() throws Exception {
        open(List.of());
        outlet.failure = new NoSuchFileException("nagios.cmd");
        submit("s", "1");
        submit("s", "2");
        steps(1);
        assertThat(safe).hasSize(2);
        Journal left = new Journal(folder.resolve("journal/main"), Long.MAX_VALUE, () -> 0, disk);
        assertThat(new String(left.read().orElseThrow(), StandardCharsets.UTF_8))
                .endsWith(";1\n");
        assertThat(new String(left.read().orElseThrow(), StandardCharsets.UTF_8))
                .endsWith(";2\n");
        left.close();
    }

    @Test
    void aJournalThatCannotBeWrittenAnyMoreIsDeliveredOnce() throws Exception {
        open(List.of());
        outlet.failure = new IOException("broken");
        for (int i = 1; i <= 3; i++) {
            submit("s", String.valueOf(i));
        }
        steps(1);
        assertThat(lanes.inJournal()).isEqualTo(3);
        outlet.failure = null;
        disk.readOnly = true;
        advance(Duration.ofSeconds(1).toNanos());
        outlet.reads(1);
        advance(Duration.ofSeconds(1).toNanos());
        outlet.reads(2);
        advance(Duration.ofSeconds(1).toNanos());
        assertThat(outlet.written).containsExactly("1", "2", "3");
        assertThat(lanes.inJournal()).isZero();
    }

    @Test
    void aDumpFileThatIsMoreThanTheJournalMayHoldIsReplayedInParts() throws Exception {
        open(List.of(new PaceConfig(Glob.of("paced"), 1_000_000, 1_000_000)), Optional.of(folder.resolve("dump")));
        outlet.failure = new NoSuchFileException("nagios.cmd");
        List<String> sent = new ArrayList<>();
        for (int i = 1; i <= 40_000; i++) {
            sent.add(String.valueOf(i));
            submit(i % 500 == 0 ? "paced" : "s", String.valueOf(i));
        }
        steps(1);
        assertThat(Files.size(folder.resolve("dump"))).isGreaterThan(JournalConfig.MIN_BYTES);
        submit("s", "newer");
        outlet.failure = null;
        outlet.readsAll = true;
        outlet.room = 100_000;
        for (int i = 0; i < 100; i++) {
            advance(Duration.ofSeconds(1).toNanos());
        }
        sent.add("newer");
        assertThat(outlet.written).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(outlet.written).last().isEqualTo("newer");
        assertThat(Files.exists(folder.resolve("dump"))).isFalse();
    }

    @Test
    void atTheEndWhatNoDiskCanTakeGoesOnBeforeTheDumpFile() throws Exception {
        open(List.of(), Optional.of(folder.resolve("dump")));
        outlet.failure = new NoSuchFileException("nagios.cmd");
        submit("s", "1");
        steps(1);
        disk.room = 0;
        outlet.failure = null;
        outlet.readsAll = true;
        submit("s", "2");
        advance(Delivery.STALL + 1);
        assertThat(outlet.written).as("it waits for its turn").isEmpty();
        now += Delivery.STALL;
        while (delivery.finish(now)) {
            now += Duration.ofMillis(1).toNanos();
        }
        assertThat(outlet.written).containsExactly("2");
        assertThat(Files.exists(folder.resolve("dump")) || Files.exists(folder.resolve("dump.replay")))
                .isTrue();
    }

    @Test
    void aDumpFileThatIsADeviceIsLeftAlone() throws Exception {
        Path device = Fifos.make(folder.resolve("device"));
        open(List.of(), Optional.of(device));
        assertThat(Files.exists(device)).isTrue();
        outlet.failure = new NoSuchFileException("nagios.cmd");
        submit("s", "1");
        steps(1);
        assertThat(lanes.inJournal()).isEqualTo(1);
    }

    @Test
    void aRemovedJournalIsMadeAnew() throws Exception {
        open(List.of());
        deleteAll(folder.resolve("journal"));
        outlet.failure = new IOException("broken");
        submit("s", "1");
        steps(1);
        assertThat(safe).containsExactly("1");
        deleteAll(folder.resolve("journal"));
        submit("s", "2");
        steps(1);
        assertThat(safe).as("what was in it has not arrived").containsExactly("1");
        outlet.failure = null;
        outlet.readsAll = true;
        advance(Duration.ofSeconds(1).toNanos());
        assertThat(outlet.written).containsExactly("1", "2");
        outlet.failure = new IOException("broken");
        submit("s", "3");
        advance(Duration.ofSeconds(1).toNanos());
        assertThat(safe).containsExactly("1", "2", "3");
    }

    @Test
    void aFullDiskMakesNothingSafeAndLosesNothing() throws Exception {
        open(List.of());
        outlet.failure = new IOException("broken");
        disk.room = 10;
        submit("s", "1");
        steps(2);
        assertThat(safe).isEmpty();
        assertThat(lanes.inMemory()).isEqualTo(1);
        disk.room = 10_000;
        advance(Duration.ofSeconds(1).toNanos());
        assertThat(safe).containsExactly("1");
    }

    @Test
    void twoProblemsAtOnceAreEachToldOnce() throws Exception {
        try (LogCapture log = new LogCapture()) {
            open(List.of());
            outlet.room = 1000;
            disk.room = 10;
            submit("s", "1");
            for (int i = 0; i < 10; i++) {
                advance(Duration.ofSeconds(1).toNanos());
                steps(1);
            }
            assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(2);
        }
    }

    @Test
    void thePaceLimitHoldsBackItsServicesAndNoOther() throws Exception {
        open(List.of(new PaceConfig(Glob.of("TCP*"), 10, 3)));
        for (int i = 0; i < 6; i++) {
            submit("TCP Wrappers", "w" + i);
        }
        submit("HTTP", "h");
        outlet.readsAll = true;
        steps(3);
        assertThat(outlet.written).containsExactlyInAnyOrder("w0", "w1", "w2", "h");
        assertThat(safe).as("the rest waits on disk").hasSize(7);
        assertThat(lanes.inJournal()).isEqualTo(3);
        advance(Duration.ofMillis(100).toNanos());
        assertThat(outlet.written).hasSize(5).endsWith("w3");
        advance(Duration.ofMillis(200).toNanos());
        assertThat(outlet.written).hasSize(7).endsWith("w4", "w5");
    }

    @Test
    void theDumpFileTakesLinesWhileTheCommandFileIsMissingAndIsReplayed() throws Exception {
        Path dump = folder.resolve("nsca.dump");
        open(List.of(new PaceConfig(Glob.of("TCP*"), 10, 1)), Optional.of(dump));
        outlet.failure = new NoSuchFileException("nagios.cmd");
        submit("s", "1");
        submit("TCP Wrappers", "w1");
        submit("TCP Wrappers", "w2");
        steps(1);
        assertThat(dump).exists();
        assertThat(Files.readAllLines(dump)).hasSize(3).allMatch(line -> line.startsWith("[7] PROCESS_SERVICE"));
        assertThat(safe).hasSize(3);
        outlet.failure = null;
        outlet.readsAll = true;
        submit("s", "2");
        advance(Duration.ofSeconds(1).toNanos());
        steps(3);
        assertThat(dump).doesNotExist();
        assertThat(outlet.written).containsSubsequence("1", "2").contains("w1").hasSize(3);
        advance(Duration.ofSeconds(1).toNanos());
        steps(2);
        assertThat(outlet.written).hasSize(4).endsWith("w2");
    }

    @Test
    void closingPutsWhatIsLeftIntoTheJournal() throws Exception {
        open(List.of());
        submit("s", "1");
        submit("s", "2");
        steps(1);
        outlet.reads(1);
        delivery.close(now, "the sink", LoggerFactory.getLogger(DeliveryTest.class));
        assertThat(safe).containsExactly("1", "2");
        open(List.of());
        assertThat(lanes.inJournal()).isEqualTo(1);
        outlet.written.clear();
        steps(1);
        assertThat(outlet.written).containsExactly("2");
    }

    private void open(List<PaceConfig> paces) throws IOException {
        open(paces, Optional.empty());
    }

    private void open(List<PaceConfig> paces, Optional<Path> dump) throws IOException {
        SinkConfig config = new SinkConfig.CommandFile(
                folder.resolve("nagios.cmd"),
                dump,
                Optional.of(new JournalConfig(folder.resolve("journal"), JournalConfig.MIN_BYTES)));
        lanes = new Lanes(paces, now);
        SinkStore store = new SinkStore(config, lanes, disk);
        delivery = new Delivery(
                outlet,
                lanes,
                store,
                new Trouble("the sink"),
                entries -> entries.forEach(entry -> entry.listener().safe()),
                count -> {},
                now);
    }

    private static void deleteAll(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private void submit(String service, String output) throws RejectedException {
        CheckResult result = CheckResult.of(ByteString.of("h"), ByteString.of(service), 2, ByteString.of(output));
        AcceptedResult accepted = AcceptedResult.of(result, 7);
        int lane = lanes.numberOf(accepted.serviceDescription());
        lanes.all().get(lane).add(new Entry(accepted.line(), () -> safe.add(output), now, lane));
    }

    private void advance(long nanos) {
        now += nanos;
        steps(3);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            delivery.step(now);
        }
    }

    /** An outlet whose reader does as it is told. */
    private static final class FakeOutlet implements Outlet {
        private final List<String> written = new ArrayList<>();
        private final ArrayDeque<String> unread = new ArrayDeque<>();
        private int room = 1000;
        private int read;
        private boolean readsAll;
        private IOException failure;

        void reads(int lines) {
            read += lines;
        }

        @Override
        public int room() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return room;
        }

        @Override
        public void write(List<byte[]> lines) {
            for (byte[] line : lines) {
                String output = Line.parse(line).output().toString();
                written.add(output);
                unread.add(output);
            }
        }

        @Override
        public int taken() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return takenNow();
        }

        private int takenNow() {
            int lines = readsAll ? unread.size() : Math.min(read, unread.size());
            read = 0;
            for (int i = 0; i < lines; i++) {
                unread.remove();
            }
            return lines;
        }

        @Override
        public int abandon() {
            int lines = takenNow();
            unread.clear();
            return lines;
        }

        @Override
        public void close() {}
    }
}
