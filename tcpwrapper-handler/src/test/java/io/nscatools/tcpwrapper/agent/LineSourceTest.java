package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSourceTest {
    @TempDir
    private Path folder;

    @Test
    void linesBecomeRecords() throws Exception {
        AgentFixture spool = new AgentFixture(folder);
        String input = "192.0.2.1 sshd\n\n# a comment\n  h=192.0.2.2\td=in.fingerd u=eve \r\n" + "x".repeat(10_000)
                + " sshd\n\u0000;$(x) y";
        new LineSource(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
                        spool.spool,
                        new AgentLog(new PrintWriter(new StringWriter())))
                .run();
        assertThat(spool.events()).hasSize(4);
        assertThat(spool.drain("")).isTrue();
        assertThat(spool.texts())
                .containsExactlyInAnyOrder(
                        "Denied sshd-192.0.2.1",
                        "Denied in.fingerd-192.0.2.2",
                        "Denied unknown-" + "x".repeat(255),
                        "Denied y-;$(x)".replaceAll("[;$()]", "_"));
    }
}
