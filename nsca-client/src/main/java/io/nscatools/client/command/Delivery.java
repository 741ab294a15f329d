package io.nscatools.client.command;

import io.nscatools.client.ConfirmMode;
import io.nscatools.client.ConnectionFailedException;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaConnection;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.PacketLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** One run of send_nsca: connect, then send each set of the input as soon as it has been read (fact 65). */
final class Delivery {
    private static final int EXIT_SENT = 0;
    private static final int EXIT_FAILED = 2;
    private static final int EXIT_CONNECTION_LOST = 3;
    private static final int EXIT_SET_TOO_LONG = 255;

    private final Target target;
    private final Credential credential;
    private final PacketLayout layout;
    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;
    private long sent;

    /**
     * Where to and how the input is divided.
     *
     * @param fieldDelimiter what {@link Delimiter#ofFields(String)} returned
     * @param setDelimiter what {@link Delimiter#ofSets(String)} returned
     */
    record Target(String host, int port, int fieldDelimiter, int setDelimiter) {}

    Delivery(
            Target target,
            Credential credential,
            PacketLayout layout,
            InputStream in,
            PrintWriter out,
            PrintWriter err,
            boolean quiet) {
        this.target = target;
        this.credential = credential;
        this.layout = layout;
        this.in = in;
        this.out = out;
        this.err = err;
        this.quiet = quiet;
    }

    /** Returns the exit code. */
    int run() {
        NscaClient client = NscaClient.builder()
                .server(target.host(), target.port())
                .credential(credential)
                .layout(layout)
                .confirm(ConfirmMode.OFF)
                .timeout(Duration.ofDays(1))
                .connectTimeout(Duration.ofDays(1))
                .build();
        try (NscaConnection connection = client.connect()) {
            try {
                sendAll(connection);
            } finally {
                connection.flush();
            }
        } catch (ConnectionFailedException e) {
            err.println(message(e));
            return EXIT_FAILED;
        } catch (InputSetReader.SetTooLongException e) {
            out.println("Error: Input set is longer than max allowed.");
            return EXIT_SET_TOO_LONG;
        } catch (UncheckedIOException e) {
            err.println("Error: Could not read standard input: " + e.getCause().getMessage());
            return EXIT_FAILED;
        } catch (IOException e) {
            err.println("Error: Could not send data to host");
            return EXIT_CONNECTION_LOST;
        }
        if (!quiet || sent == 0) {
            out.println(sent + " data packet(s) sent to host successfully.");
        }
        return sent == 0 ? EXIT_FAILED : EXIT_SENT;
    }

    private static String message(ConnectionFailedException e) {
        String unreachable = "\nError: Could not connect to host " + e.server().host() + " on port "
                + e.server().port();
        return switch (e.kind()) {
            case NAME_LOOKUP -> "Host name lookup failed: '" + e.server().host() + "'" + unreachable;
            case REFUSED -> "Connection refused by host" + unreachable;
            case UNREACHABLE -> e.getMessage() + unreachable;
            case NO_INIT_PACKET, TIMEOUT ->
                "Error: Server closed connection before init packet was received\n"
                        + "Error: Could not read init packet from server";
        };
    }

    private void sendAll(NscaConnection connection) throws IOException {
        InputSetReader sets = new InputSetReader(in, target.setDelimiter());
        for (Optional<byte[]> set = sets.next(); set.isPresent(); set = sets.next()) {
            Optional<CheckResult> result = InputSet.parse(set.get(), target.fieldDelimiter());
            if (result.isPresent()) {
                connection.send(result.get());
                sent++;
            }
            if (!sets.hasNextSet()) {
                connection.flush();
            }
        }
    }
}
