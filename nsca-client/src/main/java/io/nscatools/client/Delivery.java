package io.nscatools.client;

import io.nscatools.client.DeliveryReport.Outcome;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One call of {@link NscaClient#send}: all servers in order, and that again as often as the settings say. */
final class Delivery {
    private final NscaClient client;
    private final NscaClientBuilder settings;
    private final List<CheckResult> results;
    private final List<CheckResult> sendable = new ArrayList<>();
    private final Deadline deadline;

    Delivery(NscaClient client, NscaClientBuilder settings, List<CheckResult> results) {
        this.client = client;
        this.settings = settings;
        this.results = results;
        this.deadline = Deadline.in(settings.timeout);
    }

    DeliveryReport run() {
        List<String> problems = new ArrayList<>();
        for (CheckResult result : results) {
            String problem = ResultLimits.problem(result, settings.layout);
            problems.add(problem);
            if (problem.isEmpty()) {
                sendable.add(result);
            }
        }
        return report(problems, sendable.isEmpty() ? Confirmation.ofReceipt(0, 0, 0) : deliver());
    }

    private Confirmation deliver() {
        Confirmation confirmation = tryAllServers();
        for (int retry = 0; retry < settings.retries && confirmation.mayBeRetried() && pause(retry); retry++) {
            confirmation = tryAllServers();
        }
        return confirmation;
    }

    /** Returns whether there is time for a retry after the pause. */
    private boolean pause(int retry) {
        Duration pause = settings.backoff.pause(retry, ThreadLocalRandom.current());
        if (deadline.left().compareTo(pause) <= 0) {
            return false;
        }
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Confirmation tryAllServers() {
        Confirmation last = Confirmation.failed(sendable.size(), "not tried");
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < settings.servers.size(); i++) {
            try (NscaConnection connection = client.connect(i, deadline)) {
                last = transmit(connection);
                reasons.add(connection.server() + ": " + last.reason());
            } catch (ConnectionFailedException e) {
                last = Confirmation.failed(sendable.size(), e.getMessage());
                reasons.add(e.getMessage());
            }
            if (!last.mayBeRetried()) {
                return last;
            }
        }
        return new Confirmation(last.status(), last.sent(), 0, 0, String.join("; ", reasons));
    }

    private Confirmation transmit(NscaConnection connection) {
        try {
            for (CheckResult result : sendable) {
                connection.send(result);
            }
        } catch (IOException e) {
            // finish() says what that means
        }
        return connection.finish();
    }

    private DeliveryReport report(List<String> problems, Confirmation confirmation) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            CheckResult result = results.get(i);
            String problem = problems.get(i);
            outcomes.add(
                    problem.isEmpty()
                            ? new Outcome(result, confirmation.status(), confirmation.reason())
                            : new Outcome(result, DeliveryStatus.REJECTED, "not sent: " + problem));
        }
        long count = sendable.size();
        long known = confirmation.accepted() + confirmation.refused();
        long unsendable = results.size() - count;
        boolean unconfirmed = confirmation.status() == DeliveryStatus.UNCONFIRMED && known == 0;
        boolean rejected = confirmation.status() == DeliveryStatus.REJECTED && known == 0;
        boolean again = confirmation.mayBeRetried() || unconfirmed && settings.confirm == ConfirmMode.REQUIRE;
        return new DeliveryReport(
                outcomes,
                confirmation.accepted(),
                unconfirmed ? count : 0,
                unsendable + confirmation.refused() + (rejected ? count : 0),
                confirmation.status() == DeliveryStatus.FAILED ? count : 0,
                again ? sendable : List.of());
    }
}
