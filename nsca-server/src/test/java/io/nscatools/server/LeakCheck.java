package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails every test class, of all there are, in which Netty's leak detector found a buffer that was not released. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final ListAppender<ILoggingEvent> REPORTS = listen();

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        logger.addAppender(appender);
        logger.setAdditive(false);
        return appender;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(leaks()).isEmpty();
    }

    /** Lost buffers are noticed after a garbage collection, when the next buffer is made. */
    static List<String> leaks() {
        System.gc();
        for (int i = 0; i < 10; i++) {
            ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(1);
            buffer.release();
        }
        List<String> leaks =
                REPORTS.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        REPORTS.list.clear();
        return leaks;
    }
}
