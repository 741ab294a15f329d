package io.nscatools.client.command;

import io.nscatools.client.Confirmation;
import io.nscatools.client.ConnectionFailedException;
import io.nscatools.client.DeliveryStatus;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaConnection;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends over one connection in constant memory, as the reference does, and keeps nothing. A server with receipts takes
 * nothing over a connection that is too old; such a connection is ended, and the next result goes over a new one.
 */
final class StreamSink implements ResultSink {
    /** Half of the server's {@code max_packet_age} and idle time, unless it is told otherwise. */
    static final Duration MAX_CONNECTION_AGE = Duration.ofSeconds(15);

    private final NscaClient client;
    private final Console console;
    private final int timeoutSeconds;
    private final Deadline deadline;
    private final Duration maxConnectionAge;
    private final Tally tally = new Tally();
    /** Null where the one before has ended and there is nothing to send. */
    private NscaConnection connection;

    private Deadline renewal;

    StreamSink(NscaClient client, Console console, int timeoutSeconds, Deadline deadline, Duration maxConnectionAge) {
        this.client = client;
        this.console = console;
        this.timeoutSeconds = timeoutSeconds;
        this.deadline = deadline;
        this.maxConnectionAge = maxConnectionAge;
    }

    private void connect() throws ConnectionFailedException {
        connection = client.withTimeout(deadline.left()).connect();
        renewal = Deadline.in(maxConnectionAge);
    }

    @Override
    public boolean begin() {
        try {
            connect();
            return true;
        } catch (ConnectionFailedException e) {
            for (Throwable earlier : e.getSuppressed()) {
                console.error("Error: " + earlier.getMessage());
            }
            explain(e);
            return false;
        }
    }

    /** The reference's words (facts 13, 69 and 70). */
    private void explain(ConnectionFailedException e) {
        String host = e.server().host();
        switch (e.kind()) {
            case NAME_LOOKUP -> console.error("Host name lookup failed: '" + host + "'");
            case REFUSED -> console.error("Connection refused by host");
            case UNREACHABLE -> console.error("Error: " + e.getMessage());
            case NO_INIT_PACKET -> {
                console.error("Error: Server closed connection before init packet was received");
                console.error("Error: Could not read init packet from server");
                return;
            }
            case SILENT, TIMEOUT -> {
                console.error("Error: Timeout after " + timeoutSeconds + " seconds");
                return;
            }
        }
        console.error("Error: Could not connect to host " + host + " on port "
                + e.server().port());
    }

    @Override
    public void add(CheckResult result) throws IOException {
        endIfOld();
        if (connection == null) {
            try {
                connect();
            } catch (ConnectionFailedException e) {
                tally.addFailed(1, e.getMessage());
                throw e;
            }
        }
        connection.send(result);
    }

    @Override
    public void idle() throws IOException {
        if (connection != null) {
            connection.flush();
            endIfOld();
        }
    }

    private void endIfOld() throws IOException {
        if (connection != null && connection.announcesReceipt() && renewal.isOver()) {
            Confirmation confirmation = connection.finish();
            connection = null;
            tally.add(confirmation);
            if (confirmation.status() == DeliveryStatus.FAILED || confirmation.status() == DeliveryStatus.REJECTED) {
                throw new IOException(confirmation.reason());
            }
        }
    }

    @Override
    public Tally end() {
        if (connection != null) {
            tally.add(connection.finish());
        }
        return tally;
    }

    @Override
    public long confirmed() {
        return tally.confirmed();
    }

    @Override
    public int lostExitCode() {
        return connection == null || connection.announcesReceipt() ? ExitCode.FAILED : ExitCode.CONNECTION_LOST;
    }
}
