package io.nscatools.client.command;

import io.nscatools.client.ConnectionFailedException;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaConnection;
import io.nscatools.protocol.CheckResult;
import java.io.IOException;

/** Sends over one connection in constant memory, as the reference does, and keeps nothing. */
final class StreamSink implements ResultSink {
    private final NscaClient client;
    private final Console console;
    private final int timeoutSeconds;
    private NscaConnection connection;

    StreamSink(NscaClient client, Console console, int timeoutSeconds) {
        this.client = client;
        this.console = console;
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public boolean begin() {
        try {
            connection = client.connect();
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
        connection.send(result);
    }

    @Override
    public void idle() throws IOException {
        connection.flush();
    }

    @Override
    public Tally end() {
        Tally tally = new Tally();
        tally.add(connection.finish());
        return tally;
    }

    @Override
    public int lostExitCode() {
        return connection.announcesReceipt() ? ExitCode.FAILED : ExitCode.CONNECTION_LOST;
    }
}
