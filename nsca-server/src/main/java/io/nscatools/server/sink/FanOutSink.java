package io.nscatools.server.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Several sinks as one: a result is safe when it is safe in each. */
final class FanOutSink implements CheckResultSink {
    private final List<CheckResultSink> sinks;

    FanOutSink(List<? extends CheckResultSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public void submit(AcceptedResult result, SafeListener listener) {
        AtomicInteger missing = new AtomicInteger(sinks.size());
        SafeListener countDown = () -> {
            if (missing.decrementAndGet() == 0) {
                listener.safe();
            }
        };
        sinks.forEach(sink -> sink.submit(result, countDown));
    }

    @Override
    public boolean isFull() {
        return sinks.stream().anyMatch(CheckResultSink::isFull);
    }

    @Override
    public void whenNotFull(Runnable action) {
        for (CheckResultSink sink : sinks) {
            if (sink.isFull()) {
                sink.whenNotFull(() -> whenNotFull(action));
                return;
            }
        }
        action.run();
    }

    @Override
    public List<SinkStatus> status() {
        return sinks.stream().flatMap(sink -> sink.status().stream()).toList();
    }

    /** Closes all of them at once: one that hangs takes no time from the others. */
    @Override
    public long close(Duration deadline) {
        AtomicLong lost = new AtomicLong();
        List<Thread> closers = new ArrayList<>();
        for (CheckResultSink sink : sinks) {
            Thread closer = new Thread(() -> lost.addAndGet(sink.close(deadline)), "close-sink");
            closer.start();
            closers.add(closer);
        }
        try {
            for (Thread closer : closers) {
                closer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lost.get();
    }
}
