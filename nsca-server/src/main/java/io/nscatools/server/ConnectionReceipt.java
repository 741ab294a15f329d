package io.nscatools.server;

import io.nscatools.protocol.Receipt;
import io.nscatools.server.sink.SafeListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the results of one connection for its receipt. Is told of results that are safe on any thread. */
final class ConnectionReceipt implements SafeListener {
    private final AtomicLong unsafe = new AtomicLong();
    private long accepted;
    private long refused;
    private volatile Runnable whenAllSafe = () -> {};

    /** Counts a result that is about to be handed to the sink. */
    void accept() {
        accepted++;
        unsafe.incrementAndGet();
    }

    /** Counts a result that is dropped for what it says. */
    void refuse() {
        refused++;
    }

    @Override
    public void safe() {
        if (unsafe.decrementAndGet() == 0) {
            whenAllSafe.run();
        }
    }

    /** Has {@code action} run once or twice, on any thread, when all results are safe; no more may be accepted. */
    void whenAllSafe(Runnable action) {
        whenAllSafe = action;
        if (unsafe.get() == 0) {
            action.run();
        }
    }

    Receipt toReceipt() {
        return new Receipt(accepted, refused);
    }
}
