package io.nscatools.server.sink;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Opens sinks. */
public final class Sinks {
    private static final LongSupplier TICKER = System::nanoTime;

    private Sinks() {}

    /**
     * Opens all {@code configs}, at least one, as one sink: a result is safe when it is safe in each of them. What
     * their journals hold from before is delivered first.
     *
     * <p>A journal that cannot be made or read is a warning in the log; results then wait in memory, and senders with
     * them.
     *
     * @throws IOException if another server uses one of the journals; says which
     */
    public static CheckResultSink open(List<? extends SinkConfig> configs, List<PaceConfig> paces, Clock clock)
            throws IOException {
        if (configs.isEmpty()) {
            throw new IllegalArgumentException("no sink");
        }
        List<QueuedSink> sinks = new ArrayList<>();
        try {
            for (SinkConfig config : configs) {
                sinks.add(sink(config, paces, clock));
            }
        } catch (IOException e) {
            sinks.forEach(QueuedSink::discard);
            throw e;
        }
        sinks.forEach(QueuedSink::start);
        return sinks.size() == 1 ? sinks.get(0) : new FanOutSink(sinks);
    }

    private static QueuedSink sink(SinkConfig config, List<PaceConfig> paces, Clock clock) throws IOException {
        Lanes lanes = new Lanes(paces, TICKER.getAsLong());
        SinkStore store = new SinkStore(config, lanes, FileChannel::open);
        return new QueuedSink(config.name(), outlet(config, store, clock), lanes, store, clock, TICKER);
    }

    private static Outlet outlet(SinkConfig config, SinkStore store, Clock clock) {
        if (config instanceof SinkConfig.CommandFile file) {
            return new CommandFileOutlet(file.path(), store, clock, TICKER);
        }
        if (config instanceof SinkConfig.CheckResultDirectory directory) {
            return new CheckResultFiles(directory.path(), clock);
        }
        if (config instanceof SinkConfig.RegularFile file) {
            return new AppendingOutlet(file.path(), true);
        }
        return new StandardOutputOutlet(new FileOutputStream(FileDescriptor.out));
    }
}
