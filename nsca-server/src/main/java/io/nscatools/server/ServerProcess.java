package io.nscatools.server;

import io.netty.util.NetUtil;
import io.nscatools.protocol.FileErrors;
import io.nscatools.server.config.ConfigException;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.SinkConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server as a process: from its configuration file to its end, with the signals and the service manager between.
 */
final class ServerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final int SIGNAL_EXIT = 128;
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final Path configFile;
    private final PrintWriter err;
    /** Looks at the file before it is read, so that no change between the two is missed. */
    private final ConfigWatch watch;

    private final ServiceManager serviceManager = new ServiceManager(System.getenv());
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private enum Order {
        RELOAD,
        STOP
    }

    ServerProcess(Path configFile, PrintWriter err) {
        this.configFile = configFile;
        this.err = err;
        this.watch = new ConfigWatch(configFile);
    }

    /** Runs until the process is asked to end; returns its exit code. */
    int run() throws InterruptedException {
        try {
            NscaServerConfig config = NscaServerConfig.read(configFile);
            Logging.configure(config.log());
            tellNotes(config);
            NscaServer server = NscaServer.start(config, Clock.systemUTC(), serviceManager.sockets());
            try (server) {
                serve(server, config);
            }
            LOG.info("stopped");
            return server.lostResults() == 0 ? 0 : NscaServerCommand.EXIT_LOST;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            err.println("Error: Config file '" + configFile + "' contained errors, the server does not start");
        } catch (IOException e) {
            err.println("Error: " + e.getMessage());
        }
        return NscaServerCommand.EXIT_FAILED;
    }

    private void tellNotes(NscaServerConfig config) {
        config.notes().forEach(note -> LOG.info("{}", note));
        config.credentials()
                .forEach(credential -> ServerCredential.of(credential)
                        .credential()
                        .warning()
                        .ifPresent(warning -> LOG.warn("{}: {}: {}", configFile, credential.name(), warning)));
    }

    private void serve(NscaServer server, NscaServerConfig config) throws InterruptedException {
        listenToSignals();
        server.addresses()
                .forEach(address -> LOG.info(
                        "listening on {}, {}, {}",
                        NetUtil.toSocketAddressString(address),
                        config.credentials().stream()
                                .map(credential -> "encryption method " + credential.method())
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        config.sinks().stream().map(SinkConfig::name).collect(Collectors.joining(", "))));
        Optional<Path> pidFile = config.pidFile().filter(ServerProcess::writePid);
        serviceManager
                .watchdogInterval()
                .ifPresent(interval -> server.schedule(serviceManager::alive, interval.dividedBy(2)));
        serviceManager.ready();
        takeOrders(server, config);
        LOG.info("stopping");
        serviceManager.stopping();
        pidFile.ifPresent(ServerProcess::deletePid);
    }

    private void takeOrders(NscaServer server, NscaServerConfig started) throws InterruptedException {
        NscaServerConfig config = started;
        while (true) {
            Order order = config.watchConfig()
                    ? orders.poll(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                    : orders.take();
            if (order == Order.STOP) {
                return;
            }
            if (order == Order.RELOAD || watch.hasChanged()) {
                serviceManager.reloading();
                config = reload(server, config);
                serviceManager.ready();
            }
        }
    }

    private NscaServerConfig reload(NscaServer server, NscaServerConfig old) {
        try {
            NscaServerConfig config = NscaServerConfig.read(configFile);
            server.reload(config);
            if (!config.log().equals(old.log())) {
                Logging.configure(config.log());
            }
            tellNotes(config);
            LOG.info("reloaded {}; connections that are open finish under the old configuration", configFile);
            return config;
        } catch (ConfigException e) {
            e.getMessage().lines().forEach(problem -> LOG.error("{}", problem));
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
        LOG.error("{} is not taken over; the server goes on as before", configFile);
        return old;
    }

    private void listenToSignals() {
        Signals.handle("HUP", () -> orders.add(Order.RELOAD));
        Signals.handle("TERM", () -> stop(15));
        Signals.handle("INT", () -> stop(2));
    }

    /** The first time, what is in flight is finished; the second time not. */
    private void stop(int signal) {
        if (stopping.getAndSet(true)) {
            Runtime.getRuntime().halt(SIGNAL_EXIT + signal);
        }
        orders.add(Order.STOP);
    }

    private static boolean writePid(Path file) {
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            return true;
        } catch (IOException e) {
            LOG.warn("pid_file {}: cannot be written: {}", file, FileErrors.describe(e));
            return false;
        }
    }

    private static void deletePid(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("pid_file {}: {}", file, e.getMessage());
        }
    }
}
