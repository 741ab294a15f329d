package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.Sinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A running daemon. */
public final class NscaServer implements AutoCloseable {
    /** Time for senders that are connected to finish when the server stops. */
    private static final Duration CONNECTION_DEADLINE = Duration.ofSeconds(2);

    private static final Duration SINK_DEADLINE = Duration.ofSeconds(5);
    /** Time for the receipts to leave. */
    private static final Duration RECEIPT_DEADLINE = Duration.ofSeconds(1);

    private static final int LOOKUP_THREADS = 16;
    private static final int MAX_WAITING_TASKS = 10_000;

    private final ServerContext context;
    private final SwitchableSink sink;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup eventLoops;
    private final ChannelHandler initializer;
    private final Listeners listeners;
    private volatile ConnectionPolicy policy;
    private Optional<MetricsServer> metrics = Optional.empty();
    private long lostResults;

    private NscaServer(NscaServerConfig config, Clock clock, IoHandlerFactory transport, int threads)
            throws IOException {
        this.context = new ServerContext(
                clock,
                new SecureRandom(),
                new Sources(),
                new RejectionLog(System::nanoTime),
                new ServerCounters(),
                threads("look-up", LOOKUP_THREADS),
                threads("side-task", 1));
        this.policy = ConnectionPolicy.of(config, context);
        this.sink = new SwitchableSink(openSink(config, clock));
        this.eventLoops = new MultiThreadIoEventLoopGroup(threads, transport);
        this.initializer = new ConnectionInitializer(context, () -> policy, sink, connections::add);
        this.listeners = new Listeners(eventLoops, initializer);
        eventLoops.next().scheduleWithFixedDelay(this::housekeeping, 1, 1, TimeUnit.SECONDS);
    }

    private static CheckResultSink openSink(NscaServerConfig config, Clock clock) throws IOException {
        return Sinks.open(config.sinks(), config.paces(), clock);
    }

    /** Up to {@code count} threads, which end when there is nothing to do for a while. */
    private static ExecutorService threads(String name, int count) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING_TASKS), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true); // waiting for a name server cannot be interrupted
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Starts a daemon; it accepts connections when this returns.
     *
     * @throws IOException if it cannot listen on an address and port, or a sink cannot be opened
     */
    public static NscaServer start(NscaServerConfig config, Clock clock) throws IOException {
        return start(config, clock, List.of());
    }

    /**
     * Starts a daemon that accepts connections on sockets that are open already.
     *
     * @param descriptors the sockets, or none for those that the configuration names
     * @throws IOException if a socket or a sink cannot be used
     */
    static NscaServer start(NscaServerConfig config, Clock clock, List<Integer> descriptors) throws IOException {
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int threads =
                Runtime.getRuntime().availableProcessors(); // none of them ever waits for anything but its selector
        NscaServer server = new NscaServer(config, clock, transport, threads);
        try {
            if (descriptors.isEmpty()) {
                server.listeners.listenOn(config.listen());
            } else {
                server.listeners.adopt(descriptors);
            }
            server.metrics = server.startMetrics(config);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Serves a connection that somebody else has accepted, and returns at its end.
     *
     * @throws IOException if a sink cannot be used
     */
    static void serve(java.nio.channels.SocketChannel accepted, NscaServerConfig config, Clock clock)
            throws IOException {
        try (NscaServer server = new NscaServer(config, clock, NioIoHandler.newFactory(), 1)) {
            Channel connection = new NioSocketChannel(accepted);
            connection.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            connection.pipeline().addLast(server.initializer);
            server.eventLoops.register(connection);
            connection.closeFuture().awaitUninterruptibly();
        }
    }

    /**
     * Goes on with another configuration: new connections begin under it, those that are open finish under the old one,
     * their results go where it says. Listeners and sinks that it does not change are not touched.
     *
     * @throws IOException if an address or a sink of it cannot be used; then all is as before
     */
    public synchronized void reload(NscaServerConfig config) throws IOException {
        NscaServerConfig old = policy.config();
        ConnectionPolicy next = ConnectionPolicy.of(config, context);
        boolean newMetrics = !config.metrics().equals(old.metrics());
        Optional<MetricsServer> started = newMetrics ? startMetrics(config) : Optional.empty();
        try {
            listeners.listenOn(config.listen());
            reloadSinks(config, old);
        } catch (IOException e) {
            started.ifPresent(MetricsServer::close);
            listeners.listenOn(old.listen());
            throw e;
        }
        if (newMetrics) {
            metrics.ifPresent(MetricsServer::close);
            metrics = started;
        }
        policy = next;
    }

    private void reloadSinks(NscaServerConfig config, NscaServerConfig old) throws IOException {
        if (!config.sinks().equals(old.sinks()) || !config.paces().equals(old.paces())) {
            sink.switchTo(() -> openSink(config, context.clock()), () -> openSink(old, context.clock()), SINK_DEADLINE);
        }
    }

    private Optional<MetricsServer> startMetrics(NscaServerConfig config) throws IOException {
        return config.metrics().isEmpty()
                ? Optional.empty()
                : Optional.of(MetricsServer.start(config.metrics().get(), context, sink));
    }

    /** Returns the port on which metrics are served, if they are. */
    Optional<Integer> metricsPort() {
        return metrics.map(MetricsServer::port);
    }

    /** Returns the first address and port that it listens on. */
    public InetSocketAddress address() {
        return addresses().get(0);
    }

    /** Returns all addresses and ports that it listens on. */
    public List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    /** Returns how many connections are open. */
    int openConnections() {
        return context.sources().connections();
    }

    /** Runs {@code action} again and again, for as long as the event loops turn. */
    void schedule(Runnable action, Duration interval) {
        eventLoops.next().scheduleAtFixedRate(action, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void housekeeping() {
        context.rejections().sweep();
        context.sources().sweep(System.nanoTime());
    }

    /**
     * Accepts nothing more, lets connected senders finish for a short time, writes what has been accepted or puts it
     * into the journal, gives the receipts for it, and resets the other connections.
     */
    @Override
    public void close() {
        listeners.close();
        metrics.ifPresent(MetricsServer::close);
        awaitConnectionsEnd(CONNECTION_DEADLINE);
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(ReceiptHandler.Stopping.EVENT));
        lostResults = sink.close(SINK_DEADLINE);
        awaitConnectionsEnd(RECEIPT_DEADLINE);
        connections.forEach(ReceiptHandler::reset);
        awaitConnectionsEnd(RECEIPT_DEADLINE);
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        context.lookups().shutdownNow();
        context.sideTasks().shutdownNow();
    }

    /** Returns how many results were lost when it closed: of sinks that could not be written, and have no journal. */
    long lostResults() {
        return lostResults;
    }

    private void awaitConnectionsEnd(Duration deadline) {
        connections.newCloseFuture().awaitUninterruptibly(deadline.toMillis());
    }
}
