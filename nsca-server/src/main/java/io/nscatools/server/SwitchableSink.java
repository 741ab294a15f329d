package io.nscatools.server;

import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SafeListener;
import io.nscatools.server.sink.SinkStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Where results go, which a reload may change. While one sink is closed and the next one opened, results wait and
 * senders are held up.
 */
final class SwitchableSink implements CheckResultSink {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock reading = lock.readLock();
    private final Lock writing = lock.writeLock();
    /** Null while there is none. */
    private CheckResultSink current;
    /** What comes while there is none. */
    private final List<Waiting> waiting = new ArrayList<>();

    private final List<Runnable> whenThereIsOne = new ArrayList<>();

    private record Waiting(AcceptedResult result, SafeListener listener) {}

    /** Opens a sink. */
    @FunctionalInterface
    interface Opener {
        /** Opens it, or says in the exception's message why that cannot be. */
        CheckResultSink open() throws IOException;
    }

    SwitchableSink(CheckResultSink first) {
        this.current = first;
    }

    /**
     * Closes the sink and opens {@code next}; if that fails, opens {@code previous} again, which is the old one. If
     * that fails, too, results go on waiting, for another switch.
     *
     * @throws IOException if {@code next} cannot be opened
     */
    void switchTo(Opener next, Opener previous, Duration deadline) throws IOException {
        CheckResultSink old = detach();
        if (old != null) {
            old.close(deadline);
        }
        try {
            attach(next.open());
        } catch (IOException e) {
            attach(previous.open());
            throw e;
        }
    }

    private CheckResultSink detach() {
        writing.lock();
        try {
            CheckResultSink old = current;
            current = null;
            return old;
        } finally {
            writing.unlock();
        }
    }

    private void attach(CheckResultSink sink) {
        List<Runnable> actions;
        writing.lock();
        try {
            waiting.forEach(one -> sink.submit(one.result, one.listener));
            waiting.clear();
            actions = List.copyOf(whenThereIsOne);
            whenThereIsOne.clear();
            current = sink;
        } finally {
            writing.unlock();
        }
        actions.forEach(sink::whenNotFull);
    }

    @Override
    public void submit(AcceptedResult result, SafeListener listener) {
        reading.lock();
        try {
            if (current != null) {
                current.submit(result, listener);
                return;
            }
        } finally {
            reading.unlock();
        }
        writing.lock();
        try {
            if (current != null) {
                current.submit(result, listener);
            } else {
                waiting.add(new Waiting(result, listener));
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean isFull() {
        reading.lock();
        try {
            return current == null || current.isFull();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void whenNotFull(Runnable action) {
        CheckResultSink sink;
        writing.lock();
        try {
            sink = current;
            if (sink == null) {
                whenThereIsOne.add(action);
                return;
            }
        } finally {
            writing.unlock();
        }
        sink.whenNotFull(action);
    }

    @Override
    public List<SinkStatus> status() {
        reading.lock();
        try {
            return current == null ? List.of() : current.status();
        } finally {
            reading.unlock();
        }
    }

    @Override
    public long close(Duration deadline) {
        CheckResultSink last = detach();
        return last == null ? waiting.size() : last.close(deadline);
    }
}
