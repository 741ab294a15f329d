package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CommandFileSinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void appendsToARegularFileInOrder() throws Exception {
        Path file = Files.writeString(folder.resolve("nagios.cmd"), "before\n");
        CommandFileSink sink = new CommandFileSink(file, Optional.empty());
        sink.start();
        StringBuilder expected = new StringBuilder("before\n");
        for (int i = 0; i < 10_000; i++) {
            sink.submit(line("line " + i));
            expected.append("line ").append(i).append('\n');
        }
        sink.close(LONG);
        assertThat(file).hasContent(expected.toString());
    }

    @Test
    void dumpsLinesWhileTheCommandFileIsMissingAndNeverCreatesIt() throws Exception {
        Path file = folder.resolve("nagios.cmd");
        Path dump = folder.resolve("nsca.dump");
        CommandFileSink sink = new CommandFileSink(file, Optional.of(dump));
        sink.start();
        sink.submit(line("lost?"));
        sink.close(LONG);
        assertThat(dump).hasContent("lost?\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void waitsForAMissingCommandFileWithoutADumpFile() throws Exception {
        Path file = folder.resolve("nagios.cmd");
        CommandFileSink sink = new CommandFileSink(file, Optional.empty());
        sink.start();
        sink.submit(line("first"));
        sink.submit(line("second"));
        Files.createFile(file);
        sink.close(LONG);
        assertThat(file).hasContent("first\nsecond\n");
    }

    @Test
    void holdsUpSendersWhenFullAndLetsThemGoOn() throws Exception {
        Path file = Files.createFile(folder.resolve("nagios.cmd"));
        CommandFileSink sink = new CommandFileSink(file, Optional.empty());
        byte[] line = line("x".repeat(8000));
        int count = 0;
        while (!sink.isFull()) {
            sink.submit(line);
            count++;
        }
        CountDownLatch released = new CountDownLatch(1);
        sink.whenNotFull(released::countDown);
        assertThat(released.getCount()).isEqualTo(1);
        sink.start();
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        sink.close(LONG);
        assertThat(Files.size(file)).isEqualTo((long) count * line.length);
    }

    @Test
    void rescuesWhatItCannotWriteBeforeTheDeadline() throws Exception {
        Path dump = folder.resolve("nsca.dump");
        CommandFileSink sink = new CommandFileSink(folder, Optional.of(dump)); // a directory is no command file
        sink.submit(line("first"));
        sink.submit(line("second"));
        sink.start();
        sink.close(LONG);
        assertThat(dump).hasContent("first\nsecond\n");
    }

    @Test
    void saysOnceWhyNothingCanBeWritten() {
        Logger logger = (Logger) LoggerFactory.getLogger(CommandFileSink.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        try {
            Path dump = folder.resolve("missing/nsca.dump");
            CommandFileSink sink = new CommandFileSink(folder.resolve("nagios.cmd"), Optional.of(dump));
            sink.submit(line("lost"));
            sink.start();
            sink.close(Duration.ofMillis(600)); // enough for three attempts
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .first()
                    .isEqualTo("command_file " + folder.resolve("nagios.cmd")
                            + ": no such file or directory; alternate_dump_file " + dump
                            + ": no such file or directory; results wait in memory");
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.contains("wait in memory"))
                    .hasSize(1);
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .last()
                    .isEqualTo("1 results are lost: command_file " + folder.resolve("nagios.cmd")
                            + " could not be written");
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
