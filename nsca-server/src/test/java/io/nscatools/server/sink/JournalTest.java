package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long LARGE = 1L << 30;

    @TempDir
    private Path folder;

    private final FaultyChannel.Disk disk = new FaultyChannel.Disk();
    private final List<Journal> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Journal journal : opened) {
            journal.close();
        }
    }

    @Test
    void givesLinesInOrderAcrossSegmentsAndOnce() throws Exception {
        Journal journal = open();
        String filling = "x".repeat(60_000);
        List<String> lines = IntStream.range(0, 200).mapToObj(i -> i + filling).toList();
        for (String line : lines) {
            journal.append(List.of(bytes(line)));
        }
        assertThat(segments()).hasSizeGreaterThan(2);
        assertThat(journal.pending()).isEqualTo(200);
        assertThat(readAll(journal)).isEqualTo(lines);
        assertThat(journal.read()).isEmpty();
        journal.commit(200);
        assertThat(journal.pending()).isZero();
        assertThat(segments()).as("what has been delivered takes no room").isEmpty();
        journal.append(List.of(bytes("next")));
        assertThat(readAll(journal)).containsExactly("next");
    }

    @Test
    void isOnDiskWhenAppendReturns() throws Exception {
        Journal journal = open();
        journal.append(List.of(bytes("one"), bytes("two")));
        assertThat(disk.forces).isEqualTo(1);
        journal.append(List.of(bytes("three")));
        assertThat(disk.forces).isEqualTo(2);
    }

    @Test
    void beginsAfterTheLastCommittedLineWhenOpenedAnew() throws Exception {
        Journal journal = open();
        journal.append(lines(10));
        for (int i = 0; i < 7; i++) {
            journal.read();
        }
        journal.commit(4);
        assertThat(journal.pending()).isEqualTo(6);
        Journal again = open(); // as after a kill: the first is not closed
        assertThat(again.pending()).isEqualTo(6);
        assertThat(readAll(again)).containsExactly("line 4", "line 5", "line 6", "line 7", "line 8", "line 9");
        again.commit(6);
        assertThat(open().pending()).isZero();
    }

    @Test
    void aFullDiskDoesNotKeepItFromMovingOn() throws Exception {
        Journal journal = open();
        journal.append(lines(3));
        disk.room = 0;
        journal.read();
        journal.commit(1);
        assertThat(readAll(open())).containsExactly("line 1", "line 2");
    }

    @Test
    void whatIsDeliveredIsNotReadAgainWhileThatCannotBeWritten() throws Exception {
        Journal journal = open();
        journal.append(lines(4));
        journal.read();
        journal.read();
        disk.readOnly = true;
        assertThatThrownBy(() -> journal.commit(1)).hasMessageContaining("Read-only");
        journal.unread(1);
        assertThat(readAll(journal)).containsExactly("line 1", "line 2", "line 3");
        assertThat(journal.pending()).isEqualTo(3);
    }

    @Test
    void takesNothingOnceItIsRemoved() throws Exception {
        Journal journal = open();
        journal.append(lines(2));
        for (Path file : segments()) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> journal.append(lines(1))).isInstanceOf(NoSuchFileException.class);
        assertThat(readAll(journal)).as("what it has goes on").containsExactly("line 0", "line 1");
    }

    @Test
    void readsAgainWhatIsPutBack() throws Exception {
        Journal journal = open();
        journal.append(lines(5));
        readAll(journal);
        journal.commit(1);
        journal.unread(3);
        assertThat(readAll(journal)).containsExactly("line 2", "line 3", "line 4");
        journal.unread(4);
        assertThat(readAll(journal)).containsExactly("line 1", "line 2", "line 3", "line 4");
    }

    @Test
    void recognisesATornEndAtEveryByte() throws Exception {
        open().append(lines(3));
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int record = whole.length / 3;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(segment, java.util.Arrays.copyOf(whole, length));
            Journal journal = open();
            int left = length / record;
            assertThat(journal.pending()).as("cut to %s bytes", length).isEqualTo(left);
            journal.append(List.of(bytes("after")));
            List<String> expected =
                    new ArrayList<>(List.of("line 0", "line 1", "line 2").subList(0, left));
            expected.add("after");
            assertThat(readAll(journal)).as("cut to %s bytes", length).isEqualTo(expected);
            journal.close();
            for (Path file : segments()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aFlippedBitCostsNoOtherLine() throws Exception {
        open().append(lines(3));
        Path segment = segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int record = whole.length / 3;
        List<String> all = List.of("line 0", "line 1", "line 2");
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(segment, damaged);
            List<String> expected = new ArrayList<>(all);
            expected.remove(bit / 8 / record);
            Journal journal = open();
            assertThat(readAll(journal)).as("bit %s", bit).isEqualTo(expected);
            journal.close();
        }
    }

    @Test
    void takesAllOrNothingOnAFullDisk() throws Exception {
        Journal journal = open();
        journal.append(lines(2));
        long record = Segment.sizeOf(lines(1));
        for (long room = 0; room < 2 * record; room++) {
            disk.room = room;
            assertThatThrownBy(() -> journal.append(lines(2)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(journal.pending()).isEqualTo(2);
        }
        disk.room = LARGE;
        journal.append(List.of(bytes("later")));
        assertThat(readAll(journal)).containsExactly("line 0", "line 1", "later");
        assertThat(readAll(open())).containsExactly("line 0", "line 1", "later");
    }

    @Test
    void keepsToItsSizeLimit() throws Exception {
        Journal journal = open(3 * Segment.sizeOf(lines(1)));
        journal.append(lines(3));
        assertThatThrownBy(() -> journal.append(lines(1))).isInstanceOf(JournalFullException.class);
        readAll(journal);
        journal.commit(3);
        journal.append(lines(1));
        assertThat(readAll(journal)).containsExactly("line 0");
    }

    @Test
    void aDamagedPositionRepeatsButLosesNothing() throws Exception {
        Journal journal = open();
        journal.append(lines(3));
        readAll(journal);
        journal.commit(1);
        journal.commit(1);
        Path position = folder.resolve("position");
        byte[] whole = Files.readAllBytes(position);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(position, damaged);
            Journal again = open();
            assertThat(readAll(again)).as("bit %s", bit).endsWith("line 2").hasSizeLessThanOrEqualTo(2);
            again.close();
        }
    }

    private Journal open() throws IOException {
        return open(LARGE);
    }

    private Journal open(long maxBytes) throws IOException {
        Journal[] journal = new Journal[1];
        journal[0] = new Journal(folder, maxBytes, () -> journal[0].bytes(), disk);
        opened.add(journal[0]);
        return journal[0];
    }

    private static List<String> readAll(Journal journal) throws IOException {
        List<String> lines = new ArrayList<>();
        Optional<byte[]> line = journal.read();
        while (line.isPresent()) {
            lines.add(new String(line.get(), StandardCharsets.UTF_8));
            line = journal.read();
        }
        return lines;
    }

    private static List<byte[]> lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> bytes("line " + i)).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Segment.number(file).isPresent())
                    .sorted()
                    .toList();
        }
    }
}
