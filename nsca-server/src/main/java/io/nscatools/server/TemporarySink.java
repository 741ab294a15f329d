package io.nscatools.server;

import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.SafeListener;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.server.sink.SinkStatus;
import java.time.Duration;
import java.util.List;

/** Temporary: until the durability half is merged. */
public final class TemporarySink implements io.nscatools.server.sink.CheckResultSink {
    private final CommandFileSink old;

    private TemporarySink(CommandFileSink old) {
        this.old = old;
    }

    /** Opens. */
    public static io.nscatools.server.sink.CheckResultSink open(List<? extends SinkConfig> configs) {
        SinkConfig.CommandFile file = (SinkConfig.CommandFile) configs.get(0);
        CommandFileSink old = new CommandFileSink(file.path(), file.alternateDumpFile());
        old.start();
        return new TemporarySink(old);
    }

    @Override
    public void submit(AcceptedResult result, SafeListener listener) {
        old.submit(result.line().clone());
        listener.safe();
    }

    @Override
    public boolean isFull() {
        return old.isFull();
    }

    @Override
    public void whenNotFull(Runnable action) {
        old.whenNotFull(action);
    }

    @Override
    public List<SinkStatus> status() {
        return List.of();
    }

    @Override
    public void close(Duration deadline) {
        old.close(deadline);
    }
}
