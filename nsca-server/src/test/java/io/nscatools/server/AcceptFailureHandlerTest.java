package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptFailureHandlerTest {
    @Test
    void restsForASecondAndSaysSoOnce() {
        try (LogCapture log = new LogCapture()) {
            EmbeddedChannel listener = new EmbeddedChannel(new AcceptFailureHandler());
            listener.freezeTime();
            for (int i = 0; i < 3; i++) {
                listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
                assertThat(listener.config().isAutoRead()).isFalse();
                listener.advanceTimeBy(1, TimeUnit.SECONDS);
                listener.runScheduledPendingTasks();
                assertThat(listener.config().isAutoRead()).isTrue();
            }
            assertThat(log.lines()).hasSize(1).first().asString().contains("Too many open files", "LimitNOFILE=");
            assertThat(listener.isOpen()).isTrue();
            assertThat(listener.finish()).isFalse();
        }
    }
}
