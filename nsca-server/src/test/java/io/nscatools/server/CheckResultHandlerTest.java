package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultHandlerTest {
    private final FakeSink sink = new FakeSink();
    private final EmbeddedChannel channel = new EmbeddedChannel(new CheckResultHandler(sink, Packets.CLOCK));

    @Test
    void writesTheTimeOfReceipt() {
        channel.writeInbound(Packets.packet("h", "s", "out"), Packets.packet("h", "", "out"));
        assertThat(sink.lines)
                .containsExactly(
                        "[1795423851] PROCESS_SERVICE_CHECK_RESULT;h;s;2;out\n",
                        "[1795423851] PROCESS_HOST_CHECK_RESULT;h;2;out\n");
    }

    @Test
    void refusesAnInjectionAndGoesOn() {
        channel.writeInbound(Packets.packet("h;evil", "s", "out"), Packets.packet("h", "s", "good"));
        assertThat(sink.lines).containsExactly("[1795423851] PROCESS_SERVICE_CHECK_RESULT;h;s;2;good\n");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void readsNothingMoreWhileTheSinkIsFull() {
        sink.full = true;
        channel.writeInbound(Packets.packet("h", "s", "1"), Packets.packet("h", "s", "2"));
        assertThat(sink.lines).hasSize(2);
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(sink.waiting).hasSize(1);
        sink.waiting.get(0).run();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private static final class FakeSink implements CheckResultSink {
        private final List<String> lines = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean full;

        @Override
        public void submit(byte[] line) {
            lines.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void whenNotFull(Runnable action) {
            waiting.add(action);
        }

        @Override
        public void close(Duration deadline) {}
    }
}
