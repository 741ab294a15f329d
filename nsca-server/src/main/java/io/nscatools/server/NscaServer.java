package io.nscatools.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.server.sink.Sinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running daemon. */
public final class NscaServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** Time for senders that are connected to finish when the server stops. */
    private static final Duration CONNECTION_DEADLINE = Duration.ofSeconds(2);

    private static final Duration SINK_DEADLINE = Duration.ofSeconds(5);
    /** Time for the receipts to leave. */
    private static final Duration RECEIPT_DEADLINE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_IDLE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_IDLE_LIMIT = Duration.ofMinutes(15);

    private final NscaServerConfig config;
    private final Clock clock;
    private final CheckResultSink sink;
    private final SecureRandom random = new SecureRandom();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup eventLoops;
    private final Channel listener;

    private NscaServer(NscaServerConfig config, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.sink = Sinks.open(
                List.of(new SinkConfig.CommandFile(
                        config.commandFile(),
                        config.alternateDumpFile(),
                        Optional.of(JournalConfig.beside(config.commandFile())))),
                PaceConfig.DEFAULT,
                clock);
        this.eventLoops = new MultiThreadIoEventLoopGroup(
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            this.listener = listen();
        } catch (IOException e) {
            eventLoops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            sink.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Starts a daemon; it accepts connections when this returns.
     *
     * @throws IOException if it cannot listen on its address and port
     */
    public static NscaServer start(NscaServerConfig config, Clock clock) throws IOException {
        return new NscaServer(config, clock);
    }

    /** Returns the address and port it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * Accepts nothing more, lets connected senders finish for a short time, writes what has been accepted or puts it
     * into the journal, gives the receipts for it, and resets the other connections.
     */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        awaitConnectionsEnd(CONNECTION_DEADLINE);
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(ReceiptHandler.Stopping.EVENT));
        sink.close(SINK_DEADLINE);
        awaitConnectionsEnd(RECEIPT_DEADLINE);
        connections.forEach(ReceiptHandler::reset);
        awaitConnectionsEnd(RECEIPT_DEADLINE);
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void awaitConnectionsEnd(Duration deadline) {
        connections.newCloseFuture().awaitUninterruptibly(deadline.toMillis());
    }

    private Channel listen() throws IOException {
        Class<? extends ServerSocketChannel> channelClass =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        InetSocketAddress address = config.address()
                .map(host -> new InetSocketAddress(host, config.port()))
                .orElseGet(() -> new InetSocketAddress(config.port()));
        if (address.isUnresolved()) {
            throw new IOException("server_address " + address.getHostString() + ": host name lookup failed");
        }
        var bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(channelClass)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        initConnection(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + address.getHostString() + " port " + address.getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void initConnection(SocketChannel channel) {
        connections.add(channel);
        channel.config().setAllowHalfClosure(true);
        ConnectionReceipt receipt = new ConnectionReceipt();
        channel.pipeline()
                .addLast("idle", new IdleStateHandler(idleLimit().toSeconds(), 0, 0, TimeUnit.SECONDS))
                .addLast("init-packet", new InitPacketHandler(config.credential(), random, clock))
                .addLast("packet-age", new PacketAgeHandler(config.maxPacketAge(), clock))
                .addLast("check-result", new CheckResultHandler(sink, receipt, clock))
                .addLast("receipt", new ReceiptHandler(receipt))
                .addLast(
                        "connection-end",
                        new ConnectionEndHandler(config.credential().method()));
    }

    /**
     * Packets carry the time of the init packet (fact 5), so what comes later than the longest packet age would be
     * rejected anyway.
     */
    private Duration idleLimit() {
        if (config.maxPacketAge().isZero()) {
            return LONGEST_IDLE_LIMIT;
        }
        return config.maxPacketAge().compareTo(SHORTEST_IDLE_LIMIT) < 0 ? SHORTEST_IDLE_LIMIT : config.maxPacketAge();
    }
}
