package io.nscatools.server;

import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SafeListener;
import io.nscatools.server.sink.SinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is submitted, and is never full. */
final class NoSink implements CheckResultSink {
    final List<AcceptedResult> results = new ArrayList<>();
    boolean closed;

    @Override
    public void submit(AcceptedResult result, SafeListener listener) {
        results.add(result);
        listener.safe();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenNotFull(Runnable action) {
        action.run();
    }

    @Override
    public List<SinkStatus> status() {
        return List.of();
    }

    @Override
    public long close(Duration deadline) {
        closed = true;
        return 0;
    }
}
