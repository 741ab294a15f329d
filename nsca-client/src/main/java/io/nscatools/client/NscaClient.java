package io.nscatools.client;

import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Sends passive check results to an NSCA daemon, or to the first of several that accepts them. Immutable, and for use
 * by any number of threads at once; each delivery has a connection of its own, over which all its results go.
 *
 * <pre>{@code
 * NscaClient client = NscaClient.builder()
 *         .server("monitor.example.org", 5667)
 *         .credential(new Credential(EncryptionMethod.RIJNDAEL_128, new Secret(password)))
 *         .build();
 * DeliveryReport report = client.send(new ServiceCheckResult(
 *         ByteString.of("web"), ByteString.of("HTTP"), 2, ByteString.of("CRITICAL: no answer")));
 * if (!report.isDelivered()) {
 *     keep(report.toResend());
 * }
 * }</pre>
 */
public final class NscaClient {
    private final NscaClientBuilder settings;

    NscaClient(NscaClientBuilder settings) {
        this.settings = settings;
    }

    /** Returns a builder without a server and without a credential, which are both needed. */
    public static NscaClientBuilder builder() {
        return new NscaClientBuilder();
    }

    /** Returns the servers in the order in which they are tried. */
    public List<ServerAddress> servers() {
        return List.copyOf(settings.servers);
    }

    /** Returns a client that differs from this one only in its time for a delivery. */
    public NscaClient withTimeout(Duration timeout) {
        return new NscaClientBuilder(settings).timeout(timeout).build();
    }

    /** Sends results; see {@link #send(Collection)}. */
    public DeliveryReport send(CheckResult... results) {
        return send(Arrays.asList(results));
    }

    /**
     * Sends results in their order over one connection and waits for the server's answer, {@code timeout} at most. What
     * the network, the server or the text of a result does wrong is told by the report and never thrown. If all servers
     * have failed they are tried again, as often as the client's settings say.
     *
     * <p>A result that Nagios could never take is rejected without being sent: a host name or service description that
     * is too long, empty or has a semicolon or a control character in it. Plugin output that is too long is cut at the
     * end of a character.
     */
    public DeliveryReport send(Collection<? extends CheckResult> results) {
        return new Delivery(this, settings, List.copyOf(results)).run();
    }

    /**
     * Does what {@link #send(Collection)} does in a thread of its own, or where the client's executor has it.
     * Cancelling the future does not stop the delivery.
     */
    public CompletableFuture<DeliveryReport> sendAsync(Collection<? extends CheckResult> results) {
        List<CheckResult> copy = List.copyOf(results);
        Executor executor = settings.executor.orElse(NscaClient::startThread);
        return CompletableFuture.supplyAsync(() -> send(copy), executor);
    }

    private static void startThread(Runnable delivery) {
        Thread thread = new Thread(delivery, "nsca-client");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Connects to the first server that accepts, to send any number of results in constant memory. Nothing is tried
     * again on such a connection.
     *
     * @throws ConnectionFailedException if no server accepts in time; about the last one, with the others suppressed
     */
    public NscaConnection connect() throws ConnectionFailedException {
        Deadline deadline = Deadline.in(settings.timeout);
        List<ConnectionFailedException> failures = new ArrayList<>();
        for (int i = 0; i < settings.servers.size(); i++) {
            try {
                return connect(i, deadline);
            } catch (ConnectionFailedException e) {
                failures.add(e);
            }
        }
        ConnectionFailedException last = failures.remove(failures.size() - 1);
        failures.forEach(last::addSuppressed);
        throw last;
    }

    /** Connects to the server at {@code index}, which leaves their share of the time to those behind it. */
    NscaConnection connect(int index, Deadline deadline) throws ConnectionFailedException {
        ServerAddress server = settings.servers.get(index);
        Duration share = deadline.left().dividedBy(settings.servers.size() - index);
        Deadline connected = deadline.atMost(share).atMost(settings.connectTimeout);
        return new NscaConnection(
                server,
                new TimedSocket(open(server, connected), deadline),
                connected,
                deadline,
                settings.credential,
                settings.layout,
                settings.confirm);
    }

    private static Socket open(ServerAddress server, Deadline deadline) throws ConnectionFailedException {
        try {
            return new Connector(Addresses.of(server.host(), deadline), server.port(), deadline).connect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(server, new InterruptedIOException("interrupted"));
        } catch (IOException e) {
            throw failed(server, e);
        }
    }

    private static ConnectionFailedException failed(ServerAddress server, IOException e) {
        if (e instanceof UnknownHostException) {
            return new ConnectionFailedException(
                    ConnectionFailedException.Kind.NAME_LOOKUP, server, "the host name has no address", e);
        }
        if (e instanceof SocketTimeoutException) {
            return new ConnectionFailedException(
                    ConnectionFailedException.Kind.TIMEOUT, server, "no connection in time", e);
        }
        boolean refused = e instanceof ConnectException && "Connection refused".equals(e.getMessage());
        return new ConnectionFailedException(
                refused ? ConnectionFailedException.Kind.REFUSED : ConnectionFailedException.Kind.UNREACHABLE,
                server,
                e.getMessage(),
                e);
    }
}
