package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.client.ConnectionFailedException;
import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaConnection;
import io.nscatools.client.ServerAddress;
import io.nscatools.protocol.Credential;
import io.nscatools.server.config.CredentialConfig;
import io.nscatools.server.config.ListenAddress;
import io.nscatools.server.config.NscaServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;

/** Whether the server listens where its configuration says, and with the password and method that it says. */
final class PortCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LOOPBACK = "127.0.0.1";

    private final Findings findings;
    private final Path configFile;
    private final NscaServerConfig config;

    PortCheck(Findings findings, Path configFile, NscaServerConfig config) {
        this.findings = findings;
        this.configFile = configFile;
        this.config = config;
    }

    void run(ListenAddress listen) {
        if (listen.port() == 0) {
            findings.note("port", "port 0 is any free one; the server's log says which");
            return;
        }
        ServerAddress server = new ServerAddress(listen.address().orElse(LOOPBACK), listen.port());
        CredentialConfig credential = credentialFor(server);
        NscaClient client = NscaClient.builder()
                .server(server)
                .credential(new Credential(credential.method(), credential.password()))
                .layout(config.layouts().get(config.layouts().size() - 1))
                .connectTimeout(PATIENCE)
                .timeout(PATIENCE.multipliedBy(2))
                .build();
        try (NscaConnection connection = client.connect()) {
            findings.ok("port", server + " answers");
            credential(server, connection);
        } catch (ConnectionFailedException e) {
            noConnection(server, e);
        }
    }

    /** The server tries only those that are for the address that we come from. */
    private CredentialConfig credentialFor(ServerAddress server) {
        try {
            InetAddress address = InetAddress.getByName(server.host());
            return config.credentials().stream()
                    .filter(credential -> credential.isFor(address))
                    .findFirst()
                    .orElse(config.credentials().get(0));
        } catch (UnknownHostException e) {
            return config.credentials().get(0);
        }
    }

    private void credential(ServerAddress server, NscaConnection connection) {
        switch (connection.probe()) {
            case AGREES -> findings.ok("credential", server + " has the password and method of " + configFile);
            case DIFFERS ->
                findings.problem(
                        "credential",
                        server + " has another password or method than " + configFile,
                        "have the server read it again: systemctl reload nsca-server, or kill -HUP");
            case UNKNOWN -> unknown(server, connection);
        }
    }

    private void unknown(ServerAddress server, NscaConnection connection) {
        if (connection.announcesReceipt()) {
            findings.problem(
                    "credential",
                    server + " does not answer the probe",
                    "look into the server's log: it hangs, was just stopped, or its journal is full");
        } else {
            findings.note(
                    "credential",
                    server + " gives no receipt: it is a C daemon, and nobody can know its password and method");
        }
    }

    private void noConnection(ServerAddress server, ConnectionFailedException e) {
        switch (e.kind()) {
            case REFUSED ->
                findings.problem(
                        "port",
                        server + ": nobody listens, the server does not run",
                        "systemctl start nsca-server; journalctl -u nsca-server says why it does not start");
            case NO_INIT_PACKET ->
                findings.note(
                        "port",
                        server + " closes a connection from this machine at once: hosts.allow, hosts.deny, sources or"
                                + " limits say so, or it is no NSCA server");
            default ->
                findings.problem(
                        "port",
                        e.getMessage(),
                        "restart the server if it hangs; ss -ltnp shows whether something else has the port");
        }
    }
}
