package io.nscatools.client.command;

import io.nscatools.cli.Findings;
import io.nscatools.client.ConnectionFailedException;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaConnection;
import io.nscatools.client.ServerAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code --doctor} says of one server: its name, the connection, its clock, method and password. */
final class ServerCheck {
    /** What our server allows unless told otherwise ({@code max_packet_age}). */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);

    private final ServerAddress server;
    private final NscaClient client;
    private final Duration connectTimeout;
    private final Findings findings;

    /** The check of {@code server}, which is the only one of {@code client}. */
    ServerCheck(ServerAddress server, NscaClient client, Duration connectTimeout, Findings findings) {
        this.server = server;
        this.client = client;
        this.connectTimeout = connectTimeout;
        this.findings = findings;
    }

    void run() {
        if (!hasAddress()) {
            return;
        }
        try (NscaConnection connection = client.connect()) {
            findings.ok("connection", server + " answers");
            clock(Duration.between(Instant.now(), connection.serverTime()));
            credential(connection);
        } catch (ConnectionFailedException e) {
            noConnection(e);
        }
    }

    private boolean hasAddress() {
        String host = server.host();
        boolean isName = host.indexOf(':') < 0 && host.chars().anyMatch(Character::isLetter);
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            if (isName) {
                findings.ok(
                        "name",
                        host + " is "
                                + Arrays.stream(addresses)
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(", ")));
            }
            return true;
        } catch (UnknownHostException e) {
            findings.problem(
                    "name",
                    host + " has no address",
                    "correct the name, or see to it that getent hosts " + host + " finds it");
            return false;
        }
    }

    private void clock(Duration ahead) {
        long seconds = Math.round(ahead.toMillis() / 1000.0);
        if (Math.abs(seconds) <= CLOCK_TOLERANCE.toSeconds()) {
            findings.ok("clock", server + " is at most " + (Math.abs(seconds) + 1) + " s apart");
            return;
        }
        findings.problem(
                "clock",
                String.format(
                        Locale.ROOT,
                        "%s is %,d s %s this machine",
                        server,
                        Math.abs(seconds),
                        seconds > 0 ? "ahead of" : "behind"),
                "set the clock of the machine that is wrong by NTP; timedatectl says whether it is synchronized");
    }

    private void credential(NscaConnection connection) {
        switch (connection.probe()) {
            case AGREES -> findings.ok("credential", server + " has the same password and method");
            case DIFFERS ->
                findings.problem(
                        "credential",
                        server + " has another password or method",
                        "make password and encryption_method those of the server; its log says which one differs");
            case UNKNOWN -> unknown(connection);
        }
    }

    private void unknown(NscaConnection connection) {
        if (connection.announcesReceipt()) {
            findings.problem(
                    "credential",
                    server + " does not answer the probe",
                    "look into the server's log: it hangs, was just stopped, or its journal is full");
        } else {
            findings.note(
                    "credential",
                    server
                            + " gives no receipt, so nobody can know whether password and method agree; nothing was sent");
        }
    }

    private void noConnection(ConnectionFailedException e) {
        String port = "port " + server.port();
        switch (e.kind()) {
            case REFUSED ->
                problem(
                        server + " refuses the connection: nobody listens there, or a firewall rejects it",
                        "start the server, or correct host or port; ss -ltn on the server shows where it listens");
            case TIMEOUT ->
                problem(
                        server + " does not answer within " + connectTimeout.toSeconds()
                                + " s: a firewall drops the packets, or the machine is down",
                        "let TCP " + port + " through the firewalls on the way and on the server");
            case UNREACHABLE ->
                problem(
                        server + " cannot be reached: " + e.getCause().getMessage(),
                        "correct the address or the routes; ip route get shows the one that is taken");
            case SILENT ->
                problem(
                        server + " accepts the connection and says nothing within " + connectTimeout.toSeconds() + " s",
                        "restart the server if it hangs, or correct the port: something else may listen there");
            case NO_INIT_PACKET ->
                problem(
                        server + " closes the connection at once",
                        "let hosts.allow, hosts.deny and the server's own sources and limits allow this machine; the"
                                + " server's log says what refuses it");
            case NAME_LOOKUP -> problem(server + " has no address any more", "try again");
        }
    }

    private void problem(String what, String remedy) {
        findings.problem("connection", what, remedy);
    }
}
