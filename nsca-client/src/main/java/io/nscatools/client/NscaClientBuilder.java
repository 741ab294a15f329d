package io.nscatools.client;

import static java.util.Objects.requireNonNull;

import io.nscatools.protocol.Credential;
import io.nscatools.protocol.PacketLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The settings of an {@link NscaClient}. Not for use by several threads at once. */
public final class NscaClientBuilder {
    final List<ServerAddress> servers;
    Credential credential;
    PacketLayout layout = PacketLayout.CURRENT;
    Duration connectTimeout = Duration.ofSeconds(5);
    Duration timeout = Duration.ofSeconds(30);
    int retries;
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    ConfirmMode confirm = ConfirmMode.AUTO;
    /** What runs deliveries aside; nothing if each gets a new thread. */
    Optional<Executor> executor = Optional.empty();

    NscaClientBuilder() {
        this.servers = new ArrayList<>();
    }

    /** Copies {@code other}. */
    NscaClientBuilder(NscaClientBuilder other) {
        this.servers = new ArrayList<>(other.servers);
        this.credential = other.credential;
        this.layout = other.layout;
        this.connectTimeout = other.connectTimeout;
        this.timeout = other.timeout;
        this.retries = other.retries;
        this.backoff = other.backoff;
        this.confirm = other.confirm;
        this.executor = other.executor;
    }

    /** Returns a builder with the same settings. */
    public NscaClientBuilder copy() {
        return new NscaClientBuilder(this);
    }

    /** Adds a server; a second one and those after it are tried in order when those before it fail. */
    public NscaClientBuilder server(String host, int port) {
        return server(new ServerAddress(host, port));
    }

    /** Adds a server; a second one and those after it are tried in order when those before it fail. */
    public NscaClientBuilder server(ServerAddress server) {
        servers.add(requireNonNull(server, "server"));
        return this;
    }

    /** Sets encryption method and password, which must be those of the servers. */
    public NscaClientBuilder credential(Credential value) {
        this.credential = requireNonNull(value, "credential");
        return this;
    }

    /** Sets the layout of the packets; {@link PacketLayout#CURRENT} unless told otherwise. */
    public NscaClientBuilder layout(PacketLayout value) {
        this.layout = requireNonNull(value, "layout");
        return this;
    }

    /**
     * Sets the time for one server until its init packet is there, name lookup included; 5 s unless told otherwise.
     * With several servers none gets more than its share of the time for the delivery.
     */
    public NscaClientBuilder connectTimeout(Duration value) {
        this.connectTimeout = requirePositive(value, "connectTimeout");
        return this;
    }

    /** Sets the time for a whole delivery, all servers and retries included; 30 s unless told otherwise. */
    public NscaClientBuilder timeout(Duration value) {
        this.timeout = requirePositive(value, "timeout");
        return this;
    }

    /** Sets how often a delivery is tried again when all servers have failed; 0 unless told otherwise. */
    public NscaClientBuilder retries(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("retries " + value + " is negative");
        }
        this.retries = value;
        return this;
    }

    /**
     * Sets the pause before the first retry and the longest one; 500 ms and 30 s unless told otherwise. The pause
     * doubles from one to the next; what is slept is a random part of it, half of it at least, so that many senders
     * that failed together do not come back together.
     */
    public NscaClientBuilder backoff(Duration first, Duration longest) {
        this.backoff = new Backoff(requirePositive(first, "first"), requirePositive(longest, "longest"));
        return this;
    }

    /** Sets what to make of the server's receipt; {@link ConfirmMode#AUTO} unless told otherwise. */
    public NscaClientBuilder confirm(ConfirmMode value) {
        this.confirm = requireNonNull(value, "confirm");
        return this;
    }

    /** Sets what runs {@link NscaClient#sendAsync}, which blocks; a new daemon thread each unless told otherwise. */
    public NscaClientBuilder executor(Executor value) {
        this.executor = Optional.of(value);
        return this;
    }

    /**
     * Returns a client with the settings so far.
     *
     * @throws IllegalStateException without a server or without a credential
     */
    public NscaClient build() {
        if (servers.isEmpty() || credential == null) {
            throw new IllegalStateException("an NscaClient needs a server and a credential");
        }
        return new NscaClient(new NscaClientBuilder(this));
    }

    private static Duration requirePositive(Duration value, String name) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
        return value;
    }
}
