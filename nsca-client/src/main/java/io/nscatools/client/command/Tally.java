package io.nscatools.client.command;

import io.nscatools.client.Confirmation;
import io.nscatools.client.DeliveryReport;
import io.nscatools.client.DeliveryReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of all results of a run. */
final class Tally {
    private static final int MAX_REASONS = 20;

    private final Set<String> reasons = new LinkedHashSet<>();
    private long confirmed;
    private long unconfirmed;
    private long rejected;
    private long failed;
    private long kept;

    /** Adds a connection. */
    void add(Confirmation confirmation) {
        long known = confirmation.accepted() + confirmation.refused();
        long unknown = confirmation.sent() - known;
        confirmed += confirmation.accepted();
        rejected += confirmation.refused();
        switch (confirmation.status()) {
            case UNCONFIRMED -> unconfirmed += unknown;
            case REJECTED -> rejected += unknown;
            case FAILED -> failed += unknown;
            case CONFIRMED -> {
                // counted
            }
        }
        addReason(confirmation.reason());
    }

    /** Adds a delivery. */
    void add(DeliveryReport report) {
        confirmed += report.confirmed();
        unconfirmed += report.unconfirmed();
        rejected += report.rejected();
        failed += report.failed();
        for (Outcome outcome : report.outcomes()) {
            addReason(outcome.reason());
        }
    }

    /** Adds results that were not even tried. */
    void addFailed(long count, String reason) {
        failed += count;
        addReason(reason);
    }

    void addKept(long count) {
        kept += count;
    }

    private void addReason(String reason) {
        if (!reason.isEmpty() && reasons.size() < MAX_REASONS) {
            reasons.add(reason);
        }
    }

    /** Returns how many were delivered as far as anybody can know. */
    long sent() {
        return confirmed + unconfirmed;
    }

    long confirmed() {
        return confirmed;
    }

    long unconfirmed() {
        return unconfirmed;
    }

    boolean anythingUndelivered() {
        return rejected > 0 || failed > 0;
    }

    long kept() {
        return kept;
    }

    /** Returns the numbers that are not zero, and why not everything is confirmed, in one line. */
    String summary() {
        List<String> numbers = new ArrayList<>();
        addNumber(confirmed, "confirmed", numbers);
        addNumber(unconfirmed, "unconfirmed", numbers);
        addNumber(rejected, "rejected", numbers);
        addNumber(failed, "failed", numbers);
        return String.join(", ", numbers) + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons));
    }

    private static void addNumber(long number, String what, List<String> numbers) {
        if (number > 0) {
            numbers.add(number + " " + what);
        }
    }
}
