package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipedLinesTest {
    @TempDir
    private Path folder;

    private Path path;
    private Fifo fifo;
    private PipedLines lines;
    private RandomAccessFile reader;

    @BeforeEach
    void open() throws Exception {
        path = Fifos.make(folder.resolve("nagios.cmd"));
        fifo = Fifo.open(path);
        lines = new PipedLines(fifo);
        reader = new RandomAccessFile(path.toFile(), "rw");
    }

    @AfterEach
    void close() throws Exception {
        lines.close();
        reader.close();
    }

    @Test
    void lineHasArrivedWhenItHasBeenReadWhole() throws Exception {
        lines.write(List.of(bytes("one\n"), bytes("two\n")));
        assertThat(lines.taken()).isZero();
        assertThat(Fifos.read(reader, 3)).isEqualTo("one");
        assertThat(lines.taken()).isZero();
        assertThat(Fifos.read(reader, 1)).isEqualTo("\n");
        assertThat(lines.taken()).isEqualTo(1);
        assertThat(Fifos.read(reader, 100)).isEqualTo("two\n");
        assertThat(lines.taken()).isEqualTo(1);
        assertThat(lines.taken()).isZero();
    }

    @Test
    void neverWaitsForAReaderHoweverMuchThereIs() throws Exception {
        StringBuilder expected = new StringBuilder();
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String line = i + "x".repeat(i % 7 == 0 ? 9000 : i % 3 == 0 ? 2049 : 10) + "\n";
            many.add(bytes(line));
            expected.append(line);
        }
        lines.write(many);
        assertThat(lines.room()).isZero();
        StringBuilder received = new StringBuilder();
        int taken = 0;
        while (taken < many.size()) {
            if (Fifos.available(reader) > 0) {
                received.append(Fifos.read(reader, 5000));
            }
            taken += lines.taken();
        }
        assertThat(received.toString()).isEqualTo(expected.toString());
        assertThat(lines.room()).isPositive();
    }

    @Test
    void neverWaitsWhereThereIsLessRoomThanUsual() throws Exception {
        Fifos.shrink(path);
        String line = "x".repeat(Fifo.PIPE_BUF - 1) + "\n";
        lines.write(List.of(bytes(line), bytes(line), bytes(line), bytes("last\n")));
        assertThat(lines.room()).isZero();
        assertThat(lines.taken()).isZero();
        StringBuilder received = new StringBuilder();
        int taken = 0;
        while (taken < 4) {
            if (Fifos.available(reader) > 0) {
                received.append(Fifos.read(reader, 5000));
            }
            taken += lines.taken();
        }
        assertThat(received.toString()).isEqualTo(line + line + line + "last\n");
        assertThat(lines.room()).isPositive();
    }

    @Test
    void takesBackWhatFoundNoRoom() throws Exception {
        Fifos.shrink(path);
        String line = "x".repeat(Fifo.PIPE_BUF - 1) + "\n";
        lines.write(List.of(bytes(line), bytes(line), bytes(line)));
        assertThat(lines.abandon()).isZero();
        assertThat(fifo.unread()).isZero();
        lines.write(List.of(bytes("again\n")));
        assertThat(Fifos.read(reader, 100)).isEqualTo("again\n");
    }

    @Test
    void writesLinesWholeForOtherWritersAreThereToo() throws Exception {
        lines.write(List.of(bytes("x".repeat(3000) + "\n"), bytes("y".repeat(3000) + "\n")));
        assertThat(Fifos.read(reader, 1 << 16)).hasSize(6002);
        assertThat(lines.taken()).isEqualTo(2);
    }

    @Test
    void takesBackWhatNobodyHasRead() throws Exception {
        lines.write(List.of(bytes("one\n"), bytes("two\n"), bytes("three\n")));
        reader.write(bytes("of another\n"));
        assertThat(Fifos.read(reader, 4)).isEqualTo("one\n");
        assertThat(lines.abandon()).isEqualTo(1);
        assertThat(Fifos.read(reader, 100)).isEqualTo("of another\n");
    }

    @Test
    void aLineOfWhichTheReaderHasThePartBeforeItDiedComesAgain() throws Exception {
        lines.write(List.of(bytes("one\n"), bytes("two\n"), bytes("three\n")));
        assertThat(Fifos.read(reader, 6)).isEqualTo("one\ntw");
        assertThat(lines.abandon()).isEqualTo(1);
        assertThat(Fifos.read(reader, 100)).as("ends what it has").isEqualTo("\n");
    }

    @Test
    void linesOutliveTheirReader() throws Exception {
        lines.write(List.of(bytes("one\n")));
        reader.close();
        reader = new RandomAccessFile(path.toFile(), "rw");
        assertThat(Fifos.read(reader, 100)).isEqualTo("one\n");
    }

    @Test
    void noticesThatTheFifoHasBeenRemovedOrMadeAnew() throws Exception {
        fifo.requireCurrent();
        Files.move(path, folder.resolve("old"));
        assertThatThrownBy(fifo::requireCurrent).isInstanceOf(NoSuchFileException.class);
        Fifos.make(path);
        assertThatThrownBy(fifo::requireCurrent).isInstanceOf(IOException.class).hasMessage("has been made anew");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
