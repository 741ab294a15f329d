package io.nscatools.client.command;

import io.nscatools.client.DeliveryReport;
import io.nscatools.client.DeliveryReport.Outcome;
import io.nscatools.client.DeliveryStatus;
import io.nscatools.client.NscaClient;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sends in batches that fit in memory, each over a connection of its own, so that what failed can be tried again, sent
 * to another server or kept. What was kept before goes first; once something has failed everything after it is kept
 * too, so that no server ever sees results in the wrong order.
 */
final class BatchSink implements ResultSink {
    static final int MAX_RESULTS = 10_000;
    static final int MAX_BYTES = 4 << 20;
    private static final int BYTES_PER_RESULT = 200;

    private final NscaClient client;
    private final Deadline deadline;
    private final Optional<Spool> spool;
    private final Console console;
    private final Tally tally = new Tally();
    private final List<SpooledResult> batch = new ArrayList<>();
    private long batchBytes;
    private String failure = "";

    BatchSink(NscaClient client, Deadline deadline, Optional<Spool> spool, Console console) {
        this.client = client;
        this.deadline = deadline;
        this.spool = spool;
        this.console = console;
    }

    @Override
    public boolean begin() {
        if (spool.isPresent()) {
            try {
                sendSpooled(spool.get());
            } catch (IOException e) {
                failure = spool.get() + ": " + FileErrors.describe(e);
            }
        }
        return true;
    }

    private void sendSpooled(Spool kept) throws IOException {
        if (kept.files().isEmpty()) {
            return;
        }
        try (Spool.Lock lock = kept.lock(deadline)) {
            if (!lock.isHeld()) {
                failure = "another send_nsca is busy with " + kept;
                return;
            }
            for (Path file : kept.files()) {
                List<CheckResult> results = kept.read(file, console);
                DeliveryReport report = send(results);
                tally.add(report);
                if (!report.toResend().isEmpty()) {
                    failure = "what was kept before has not been delivered";
                    tally.addKept(results.size());
                    return;
                }
                kept.remove(file);
            }
        }
    }

    private DeliveryReport send(List<CheckResult> results) {
        if (deadline.isOver()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (CheckResult result : results) {
                outcomes.add(new Outcome(result, DeliveryStatus.FAILED, "no time was left"));
            }
            return new DeliveryReport(outcomes, 0, 0, 0, results.size(), results);
        }
        return client.withTimeout(deadline.left()).send(results);
    }

    @Override
    public void add(CheckResult result) throws IOException {
        batch.add(new SpooledResult(System.currentTimeMillis(), result));
        batchBytes += BYTES_PER_RESULT + result.pluginOutput().length();
        if (batch.size() >= MAX_RESULTS || batchBytes >= MAX_BYTES) {
            idle();
        }
    }

    @Override
    public void idle() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        boolean tried = failure.isEmpty();
        List<SpooledResult> undelivered = tried ? deliver() : List.copyOf(batch);
        if (!undelivered.isEmpty()) {
            keep(undelivered, tried);
        }
        batch.clear();
        batchBytes = 0;
    }

    private List<SpooledResult> deliver() {
        List<CheckResult> results = new ArrayList<>();
        for (SpooledResult each : batch) {
            results.add(each.result());
        }
        DeliveryReport report = send(results);
        tally.add(report);
        List<SpooledResult> undelivered = new ArrayList<>();
        Iterator<SpooledResult> candidates = batch.iterator();
        for (CheckResult result : report.toResend()) { // these are some of the batch, in its order
            SpooledResult candidate = candidates.next();
            while (!candidate.result().equals(result)) {
                candidate = candidates.next();
            }
            undelivered.add(candidate);
        }
        return undelivered;
    }

    /** What cannot even be kept is sent out of its turn rather than lost. */
    private void keep(List<SpooledResult> undelivered, boolean tried) throws IOException {
        if (spool.isEmpty()) {
            throw new IOException("not delivered");
        }
        try {
            spool.get().keep(undelivered);
            tally.addKept(undelivered.size());
            if (!tried) {
                tally.addFailed(undelivered.size(), failure);
            }
        } catch (IOException e) {
            int lost = tried ? undelivered.size() : deliver().size();
            console.error("Error: " + spool.get() + " keeps nothing: " + FileErrors.describe(e)
                    + (lost > 0 ? "; " + lost + " result(s) are lost, they cannot be kept" : ""));
        }
        failure = failure.isEmpty() ? "not tried after the failure before" : failure;
    }

    @Override
    public Tally end() {
        try {
            idle();
        } catch (IOException e) {
            // told by the tally
        }
        if (tally.kept() > 0) {
            console.error(tally.kept() + " result(s) are kept in " + spool.orElseThrow() + " and go first next time");
        }
        return tally;
    }

    @Override
    public long confirmed() {
        return tally.confirmed();
    }

    @Override
    public int lostExitCode() {
        return ExitCode.FAILED;
    }
}
