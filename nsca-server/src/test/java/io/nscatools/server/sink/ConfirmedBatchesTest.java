package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test is Nagios: it reads the FIFO, carries out the files named there, and deletes them. */
class ConfirmedBatchesTest {
    @TempDir
    private Path folder;

    private final List<String> carriedOut = new ArrayList<>();
    private Path batches;
    private Fifo fifo;
    private ConfirmedBatches outlet;
    private RandomAccessFile nagios;
    private long now;

    @BeforeEach
    void open() throws Exception {
        Path path = Fifos.make(folder.resolve("nagios.cmd"));
        batches = Files.createDirectory(folder.resolve("batches"));
        fifo = Fifo.open(path);
        nagios = new RandomAccessFile(path.toFile(), "rw");
        outlet = new ConfirmedBatches(
                fifo,
                batches,
                PosixFilePermissions.fromString("rw-r-----"),
                Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC),
                () -> now);
    }

    @AfterEach
    void close() throws Exception {
        outlet.close();
        nagios.close();
    }

    @Test
    void takesNoLinesBeforeNagiosHasShownThatItDeletesFiles() throws Exception {
        assertThat(outlet.room()).isZero();
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
    }

    @Test
    void linesHaveArrivedWhenNagiosHasDeletedTheirFile() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n"), bytes("two\n")));
        assertThat(outlet.taken()).isZero();
        assertThat(outlet.room()).as("one batch at a time keeps the order").isZero();
        nagiosWorks();
        assertThat(outlet.room())
                .as("asking for room does not forget what has arrived")
                .isPositive();
        assertThat(outlet.taken()).isEqualTo(2);
        assertThat(outlet.taken()).isZero();
        assertThat(carriedOut).containsExactly("one", "two");
    }

    @Test
    void linesThatADyingNagiosHasReadComeAgainOnce() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n")));
        nagiosReadsAndDies();
        assertThat(outlet.taken()).isZero();
        now += Duration.ofSeconds(2).toNanos();
        assertThat(outlet.taken()).isZero(); // asks
        nagiosWorks(); // the new one answers
        assertThat(outlet.taken()).isZero(); // points at it again
        nagiosWorks();
        assertThat(outlet.taken()).isEqualTo(1);
        assertThat(carriedOut).containsExactly("one");
    }

    @Test
    void aNagiosThatHasStoppedForLongCarriesThemOutOnce() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n")));
        String held = Fifos.read(nagios, 1 << 16);
        for (int i = 0; i < 5; i++) {
            now += Duration.ofSeconds(11).toNanos();
            assertThat(outlet.taken()).isZero();
            held += fifo.unread() == 0 ? "" : Fifos.read(nagios, 1 << 16);
        }
        carryOut(held);
        assertThat(outlet.taken()).isEqualTo(1);
        assertThat(carriedOut).containsExactly("one");
    }

    @Test
    void doesNotFillTheFifoWhileNobodyReads() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n")));
        int unread = fifo.unread();
        for (int i = 0; i < 100; i++) {
            now += Duration.ofSeconds(60).toNanos();
            assertThat(outlet.taken()).isZero();
        }
        assertThat(fifo.unread()).isEqualTo(unread);
        assertThat(outlet.silence()).isZero();
    }

    @Test
    void whatIsTakenBackIsNotCarriedOutAnyMore() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n")));
        assertThat(outlet.abandon()).isZero();
        nagiosWorks();
        assertThat(carriedOut).isEmpty();
        assertThat(batches).isEmptyDirectory();
    }

    @Test
    void whatHasBeenCarriedOutIsNotTakenBack() throws Exception {
        nagiosWorks();
        assertThat(outlet.room()).isPositive();
        outlet.write(List.of(bytes("one\n"), bytes("two\n")));
        nagiosWorks();
        assertThat(outlet.abandon()).isEqualTo(2);
    }

    @Test
    void filesCanBeReadByWhoMayReadTheJournal() throws Exception {
        try (Stream<Path> files = Files.list(batches)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-r-----"));
        }
    }

    @Test
    void aPathThatIsNotOneFieldCannotBeNamed() {
        assertThat(ConfirmedBatches.canPointAt(Path.of("/var/lib/nagios4/rw/nagios.cmd.journal/batches")))
                .isTrue();
        assertThat(ConfirmedBatches.canPointAt(Path.of("/tmp/a;b"))).isFalse();
        assertThat(ConfirmedBatches.canPointAt(Path.of("/tmp/a\nb"))).isFalse();
    }

    private void nagiosReadsAndDies() throws Exception {
        assertThat(Fifos.read(nagios, 1 << 16)).contains("PROCESS_FILE");
    }

    private void nagiosWorks() throws Exception {
        carryOut(Fifos.read(nagios, 1 << 16));
    }

    private void carryOut(String commands) throws Exception {
        for (String command : commands.split("\n", -1)) {
            if (command.isEmpty()) {
                continue;
            }
            assertThat(command).matches("\\[7] PROCESS_FILE;/.*;1");
            Path file = Path.of(command.split(";", -1)[1]);
            if (Files.exists(file)) {
                carriedOut.addAll(Files.readAllLines(file));
                Files.delete(file);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
