package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolWatchTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StringWriter log = new StringWriter();

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("spool"));
    }

    @Test
    void eachFileEndsTheSleep() throws Exception {
        try (SpoolWatch watch = SpoolWatch.of(folder, new AgentLog(new PrintWriter(log)))) {
            for (int i = 0; i < 3; i++) {
                Files.createFile(folder.resolve("event." + i));
                assertThat(watch.await(LONG, Duration.ZERO)).isTrue();
            }
            assertThat(watch.await(Duration.ZERO, Duration.ZERO)).isFalse();
        }
    }

    @Test
    void aFolderThatGoesAndComesAgainIsWatchedAgain() throws Exception {
        try (SpoolWatch watch = SpoolWatch.of(folder, new AgentLog(new PrintWriter(log)))) {
            Files.delete(folder);
            assertThatThrownBy(() -> watch.await(LONG, Duration.ZERO)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> watch.await(LONG, Duration.ZERO)).isInstanceOf(IOException.class);
            Files.createDirectory(folder);
            assertThat(watch.await(LONG, Duration.ZERO))
                    .as("who knows what has come")
                    .isTrue();
            Files.createFile(folder.resolve("event.1"));
            assertThat(watch.await(LONG, Duration.ZERO)).isTrue();
        }
    }
}
