package io.nscatools.server.sink;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sink: a bounded queue in memory, and a thread that empties it. */
final class QueuedSink implements CheckResultSink {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSink.class);

    private static final long FULL_BYTES = 8 << 20;
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
    /**
     * For how long results gather while others are on their way: waking the thread for each costs more than the rest.
     */
    private static final long GATHERING_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final String name;
    private final Lanes lanes;
    private final SinkStore store;
    private final Trouble trouble;
    private final Delivery delivery;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> waiting = new ArrayList<>();
    private List<Entry> submitted = new ArrayList<>();
    private boolean asleep;
    private long pauseNanos = SHORTEST_PAUSE;
    private boolean closing;
    private long closeBy;

    private volatile long queuedBytes;
    private volatile long queuedResults;
    private volatile long journalResults;
    private volatile long journalBytes;
    private final AtomicLong deliveredResults = new AtomicLong();
    private volatile long latency;
    /** Once the thread has ended. */
    private long lost;

    private volatile Optional<Instant> lastDelivery = Optional.empty();

    QueuedSink(String name, Outlet outlet, Lanes lanes, SinkStore store, Clock clock, LongSupplier ticker) {
        this.name = name;
        this.lanes = lanes;
        this.store = store;
        this.clock = clock;
        this.ticker = ticker;
        this.trouble = new Trouble(name);
        this.delivery = new Delivery(outlet, lanes, store, trouble, this::settled, this::delivered, ticker.getAsLong());
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true); // a file system that hangs must not keep the process
    }

    void start() {
        thread.start();
    }

    /** Closes the journal of a sink that has not been started. */
    void discard() {
        store.close();
    }

    @Override
    public void submit(AcceptedResult result, SafeListener listener) {
        int lane = lanes.numberOf(result.serviceDescription());
        Entry entry = new Entry(result.line(), listener, ticker.getAsLong(), lane);
        lock.lock();
        try {
            if (closing) {
                return; // too late: its sender sees the connection break, and no receipt
            }
            submitted.add(entry);
            add(1, entry.weight());
            if (asleep) {
                asleep = false;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
    private void add(int results, long bytes) {
        queuedResults += results;
        queuedBytes += bytes;
    }

    @Override
    public boolean isFull() {
        return queuedBytes >= FULL_BYTES;
    }

    @Override
    public void whenNotFull(Runnable action) {
        lock.lock();
        try {
            if (isFull()) {
                waiting.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public List<SinkStatus> status() {
        return List.of(new SinkStatus(
                name,
                queuedResults,
                journalResults,
                journalBytes,
                deliveredResults.get(),
                lastDelivery,
                Duration.ofNanos(latency),
                trouble.current().or(() -> queuedResults > 0 ? delivery.journalProblem() : Optional.empty())));
    }

    @Override
    public long close(Duration deadline) {
        lock.lock();
        try {
            closing = true;
            closeBy = ticker.getAsLong() + deadline.toNanos();
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(deadline.plusSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("{}: hangs; {} results are lost unless it goes on", name, queuedResults);
            return queuedResults;
        }
        return lost;
    }

    private void run() {
        try {
            while (!isClosing()) {
                takeSubmitted();
                pause(step());
            }
            takeSubmitted();
            while (delivery.finish(ticker.getAsLong()) && ticker.getAsLong() - closeBy < 0) {
                TimeUnit.NANOSECONDS.sleep(SHORTEST_PAUSE);
            }
        } catch (InterruptedException e) {
            LOG.debug("{}: interrupted", name);
        }
        lost = delivery.close(ticker.getAsLong(), name, LOG);
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void takeSubmitted() {
        List<Entry> taken;
        lock.lock();
        try {
            if (submitted.isEmpty()) {
                return;
            }
            taken = submitted;
            submitted = new ArrayList<>(taken.size());
        } finally {
            lock.unlock();
        }
        for (Entry entry : taken) {
            lanes.all().get(entry.lane()).add(entry);
        }
    }

    private boolean step() {
        boolean progress = false;
        try {
            progress = delivery.step(ticker.getAsLong());
        } catch (RuntimeException e) {
            LOG.debug("{}", name, e);
            trouble.complain("internal error, please report it: " + e); // the next attempt may succeed
        }
        journalResults = lanes.inJournal();
        journalBytes = store.bytes();
        return progress;
    }

    /**
     * Waits until there is something to do: not at all while lines wait and go on, shortly until those that went on
     * have arrived, else longer and longer, or for new results.
     */
    private void pause(boolean progress) throws InterruptedException {
        pauseNanos = progress
                ? Math.min(SHORTEST_PAUSE * Math.max(1, delivery.inFlight()), GATHERING_PAUSE)
                : Math.min(2 * pauseNanos, LONGEST_PAUSE);
        if (progress && !delivery.isAllHandedOver()) {
            return;
        }
        lock.lock();
        try {
            long left = delivery.isIdle() ? Long.MAX_VALUE : pauseNanos;
            boolean gathers = left <= GATHERING_PAUSE;
            if (closing || !gathers && !submitted.isEmpty()) {
                return;
            }
            asleep = !gathers;
            while (left > 0 && !closing && (asleep || gathers)) {
                left = changed.awaitNanos(left);
            }
            asleep = false;
        } finally {
            lock.unlock();
        }
    }

    private void delivered(int lines) {
        deliveredResults.addAndGet(lines);
        lastDelivery = Optional.of(clock.instant());
    }

    /** These are safe, and take no memory any more. */
    private void settled(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        latency = ticker.getAsLong() - entries.get(0).since();
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.weight();
            entry.listener().safe();
        }
        runWaiting(entries.size(), bytes);
    }

    private void runWaiting(int results, long bytes) {
        List<Runnable> actions = List.of();
        lock.lock();
        try {
            add(-results, -bytes);
            if (queuedBytes <= FULL_BYTES / 2 && !waiting.isEmpty()) {
                actions = List.copyOf(waiting);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        actions.forEach(Runnable::run);
    }
}
