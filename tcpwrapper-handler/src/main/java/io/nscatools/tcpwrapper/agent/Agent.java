package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Takes events from the spool, makes alerts of them, delivers these, and only then removes the events. While alerts
 * cannot be delivered no more events are taken: they wait in the spool, not in memory.
 */
final class Agent implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** So often the spool is looked into even if nothing seems to come: some file systems cannot be watched. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration UNFINISHED = Duration.ofMillis(100);
    /** What comes in so short a time after the first event is taken together with it, and is whole by then. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration GATHER_FOR_DIGEST = Duration.ofMillis(250);

    /** After so long without an event the agent is idle. */
    private static final Duration NAP = Duration.ofSeconds(5);

    private static final String DELIVERY = "delivery";

    private final AgentConfig config;
    private final Spool spool;
    private final SpoolGuard guard;
    private final SpoolWatch watch;
    private final Delivery delivery;
    private final ReverseNames names;
    private final AgentLog log;
    private final AlertFormat format;
    private final QuietTime quiet;
    private final ArrayDeque<Outgoing> outbox = new ArrayDeque<>();
    private DigestEngine engine;
    private ScanDetector scans;
    private Duration pause = FIRST_PAUSE;
    private boolean tidy;
    private volatile boolean stopped;

    /** An agent on a spool that it owns from now on. */
    Agent(AgentConfig config, Spool spool, SpoolGuard guard, Delivery delivery, ReverseNames names, AgentLog log)
            throws IOException {
        this.config = config;
        this.spool = spool;
        this.guard = guard;
        this.delivery = delivery;
        this.names = names;
        this.log = log;
        this.format = new AlertFormat(config);
        this.quiet = QuietTime.resume(config.backToOk(), spool, System.nanoTime());
        this.watch = SpoolWatch.of(spool.folder(), log);
        forget();
    }

    /** Begins as after a restart: nothing in memory, every event in the spool still to be taken. */
    private void forget() {
        engine = new DigestEngine(config.digest());
        scans = new ScanDetector(config.scan());
        outbox.clear();
        spool.takeAllAgain();
    }

    /** Works until {@link #finish()} or {@link #stop()}. */
    void run() throws InterruptedException {
        while (!watch.isClosed()) {
            try {
                step();
            } catch (IOException e) {
                log.warn("spool", spool.folder() + ": will be tried again: " + FileErrors.describe(e));
                watch.pause(LONGEST_PAUSE);
            }
        }
    }

    private void step() throws IOException, InterruptedException {
        boolean took = fill();
        if (outbox.isEmpty()) {
            if (!took) {
                rest();
            }
        } else if (deliver()) {
            pause = FIRST_PAUSE;
        } else {
            keepWithinLimits();
            // A random part of the pause, so that many agents do not come back to a server together.
            long millis = pause.toMillis();
            watch.pause(
                    Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2)));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Sleeps until there is something to do; hands back the memory of the last work before a longer sleep. */
    private void rest() throws IOException, InterruptedException {
        Duration next = untilNext();
        boolean nap = !tidy && next.compareTo(NAP) > 0;
        // While a window is open nothing is urgent, and looking less often costs less.
        Duration gather = engine.nextDue().isPresent() ? GATHER_FOR_DIGEST : GATHER;
        if (!watch.await(nap ? NAP : next, gather.compareTo(next) < 0 ? gather : next) && nap) {
            System.gc();
            tidy = true;
        }
    }

    /**
     * Delivers what is in the spool.
     *
     * @return whether everything was delivered; else the rest stays in the spool
     */
    boolean drain() throws IOException, InterruptedException {
        while (!stopped) {
            boolean took = fill();
            if (outbox.isEmpty() && !took && !spool.seesUnfinished()) {
                add(engine.close(System.nanoTime()));
                if (outbox.isEmpty()) {
                    return !spool.seesUnreadable();
                }
            }
            if (outbox.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(took ? 0 : UNFINISHED.toMillis());
            } else if (!deliver()) {
                keepWithinLimits();
                return false;
            }
        }
        return false;
    }

    /** Makes {@link #run()} return soon; may be called by any thread. */
    void finish() {
        watch.close();
    }

    /** Makes {@link #run()} and {@link #drain()} return soon; may be called by any thread. */
    void stop() {
        stopped = true;
        watch.close();
    }

    Path folder() {
        return spool.folder();
    }

    /** Takes what is due, if all that was before is delivered; returns whether that were any events. */
    private boolean fill() throws IOException {
        if (!outbox.isEmpty()) {
            return false;
        }
        List<Alert> alerts = new ArrayList<>();
        guard.alert().ifPresent(alerts::add);
        alerts.addAll(engine.due(System.nanoTime()));
        List<SpoolEvent> events = spool.take(BATCH);
        for (SpoolEvent event : events) {
            alerts.addAll(take(event));
        }
        add(alerts);
        if (outbox.isEmpty() && engine.nextDue().isEmpty() && isOver(quiet.nextDue())) {
            CheckResult ok = format.backToOk(config.backToOk().orElseThrow(), quiet.reported());
            outbox.add(new Outgoing(ok, List.of(), 0, Outgoing.Kind.BACK_TO_OK));
        }
        return !events.isEmpty();
    }

    /** Takes an event and returns the alerts that are due because of it. */
    private List<Alert> take(SpoolEvent event) {
        if (event instanceof SpoolEvent.Submitted submitted) {
            outbox.add(new Outgoing(submitted.result(), List.of(event.file()), 0, Outgoing.Kind.SUBMITTED));
        } else if (event instanceof SpoolEvent.Unusable unusable) {
            log.warn("unusable", spool.folder().resolve(event.file()) + ": removed: " + unusable.reason());
            spool.remove(List.of(event.file()));
        } else if (event instanceof SpoolEvent.Denied denied) {
            if (config.ignores(denied.connection())) {
                spool.remove(List.of(event.file()));
                return List.of();
            }
            long now = System.nanoTime();
            List<Alert> alerts = new ArrayList<>(scans.add(denied.connection(), now));
            alerts.addAll(engine.add(denied, now));
            return alerts;
        }
        return List.of();
    }

    /** Puts alerts into the outbox; all together wait for the name servers once. */
    private void add(List<Alert> alerts) {
        List<PeerAddress> addresses = alerts.stream()
                .flatMap(alert -> format.toBeNamed(alert).stream())
                .flatMap(connection -> connection.address().stream())
                .toList();
        Map<PeerAddress, String> known = names.of(addresses);
        for (Alert alert : alerts) {
            CheckResult result = format.result(
                    alert, connection -> connection.address().map(known::get).orElse(DeniedConnection.UNKNOWN));
            outbox.add(new Outgoing(result, alert.files(), alert.connections(), Outgoing.Kind.ALERT));
        }
    }

    /** Delivers what is in the outbox; returns whether all of it went. */
    private boolean deliver() throws InterruptedException {
        tidy = false;
        while (!outbox.isEmpty()) {
            List<Outgoing> batch = batch();
            Delivery.Outcome outcome =
                    delivery.deliver(batch.stream().map(Outgoing::result).toList());
            boolean drop = outcome.refused() && batch.get(0).kind() == Outgoing.Kind.SUBMITTED;
            int gone = drop ? batch.size() : outcome.taken();
            for (Outgoing outgoing : batch.subList(0, gone)) {
                settle(outgoing);
            }
            if (gone < batch.size()) {
                log.warn(DELIVERY, "not delivered, will be tried again: " + outcome.problem());
                return false;
            }
            if (!outcome.problem().isEmpty()) {
                log.warn("refused", "the server refused check results, which are lost: " + outcome.problem());
            }
        }
        if (log.settled(DELIVERY)) {
            log.info("delivered again");
        }
        return true;
    }

    /** The first results in the outbox that are of one kind: the fault of one kind should not hold up another. */
    private List<Outgoing> batch() {
        List<Outgoing> batch = new ArrayList<>();
        for (Outgoing outgoing : outbox) {
            if (outgoing.kind() != outbox.getFirst().kind() || batch.size() == BATCH) {
                break;
            }
            batch.add(outgoing);
        }
        return batch;
    }

    private void settle(Outgoing outgoing) {
        outbox.remove();
        spool.remove(outgoing.files());
        try {
            if (outgoing.kind() == Outgoing.Kind.BACK_TO_OK) {
                quiet.isOk();
            } else {
                quiet.reported(outgoing.connections(), System.nanoTime());
            }
        } catch (IOException e) {
            log.warn("state", "cannot keep how many were reported since OK: " + e.getMessage());
        }
    }

    private void keepWithinLimits() throws IOException {
        if (guard.exceeded()) {
            forget();
            int replaced = guard.enforce();
            log.warn("limits", "the spool is at its limits: " + replaced + " of the oldest events became counts");
        }
    }

    private static boolean isOver(OptionalLong time) {
        return time.isPresent() && System.nanoTime() - time.getAsLong() >= 0;
    }

    private Duration untilNext() {
        if (spool.seesUnfinished()) {
            return UNFINISHED;
        }
        long now = System.nanoTime();
        OptionalLong quietDue = engine.nextDue().isEmpty() ? quiet.nextDue() : OptionalLong.empty();
        long nanos = LongStream.concat(engine.nextDue().stream(), quietDue.stream())
                .map(time -> Math.max(0, time - now))
                .min()
                .orElse(LOOK.toNanos());
        return Duration.ofNanos(Math.min(nanos, LOOK.toNanos()));
    }

    @Override
    public void close() throws IOException {
        watch.close();
        delivery.close();
        spool.close();
    }
}
