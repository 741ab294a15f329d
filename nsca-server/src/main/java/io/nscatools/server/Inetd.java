package io.nscatools.server;

import io.nscatools.server.config.ConfigException;
import io.nscatools.server.config.LogConfig;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.JournalInUseException;
import io.nscatools.server.sink.SinkConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server for one connection, which inetd, xinetd or systemd ({@code Accept=yes}) has accepted and handed over as
 * standard input and output. Standard error may be that connection too, so every message goes to syslog.
 */
final class Inetd {
    private static final Logger LOG = LoggerFactory.getLogger(Inetd.class);

    private Inetd() {}

    /**
     * Keeps everything off standard output and standard error, for as long as the process runs, if standard input is a
     * connection.
     */
    static void silence() {
        if (connection().isEmpty()) {
            return; // somebody has typed it
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        Logging.configure(LogConfig.DEFAULT.to(LogConfig.Target.SYSLOG));
    }

    private static Optional<SocketChannel> connection() {
        try {
            return System.inheritedChannel() instanceof SocketChannel channel ? Optional.of(channel) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is open no more
        }
    }

    /** Serves the connection until its end; returns the exit code of the process. */
    static int serve(Path configFile) {
        Optional<SocketChannel> connection = connection();
        if (connection.isEmpty()) {
            LOG.error("--inetd: standard input is no connection; start it from xinetd or with Accept=yes");
            return NscaServerCommand.EXIT_FAILED;
        }
        try {
            NscaServerConfig config = NscaServerConfig.read(configFile);
            Logging.configure(config.log().to(LogConfig.Target.SYSLOG));
            if (config.sinks().stream().anyMatch(SinkConfig.StandardOutput.class::isInstance)) {
                LOG.error("--inetd: standard output is the connection; remove the sink standard_output");
                return NscaServerCommand.EXIT_FAILED;
            }
            serve(connection.get(), config);
            return 0;
        } catch (ConfigException e) {
            e.getMessage().lines().forEach(problem -> LOG.error("{}", problem));
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
        return NscaServerCommand.EXIT_FAILED;
    }

    /**
     * Serves with the journals that no other process of this kind has just now. What one leaves behind in its journal
     * is delivered by the next one that gets it.
     */
    private static void serve(SocketChannel connection, NscaServerConfig config) throws IOException {
        for (int number : InetdJournals.numbers(config)) {
            try {
                NscaServer.serve(connection, InetdJournals.withNumber(number, config), Clock.systemUTC());
                return;
            } catch (JournalInUseException e) {
                LOG.debug("{}", e.getMessage());
            }
        }
        throw new IOException("--inetd: all journals are used by other connections");
    }
}
