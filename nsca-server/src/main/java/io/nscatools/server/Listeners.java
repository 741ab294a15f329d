package io.nscatools.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.nscatools.server.config.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets on which connections are accepted. Not for use by several threads at once.
 *
 * <p>With epoll each event loop has a socket of its own for each address ({@code SO_REUSEPORT}) and keeps the
 * connections that the kernel gives it: none is handed from one thread to another. Elsewhere, and with the sockets of
 * the service manager, one socket serves all loops.
 */
final class Listeners {
    private static final int BACKLOG = 1024;
    /** A packet of 4304 bytes is read at once, and so are many. */
    private static final int SHORTEST_READ = 4608;

    private static final int FIRST_READ = 8192;
    private static final int LONGEST_READ = 1 << 16;

    private final EventLoopGroup eventLoops;
    private final ChannelHandler connections;
    private final ChannelHandler failures = new AcceptFailureHandler();
    private Map<ListenAddress, List<Channel>> open = new LinkedHashMap<>();
    private boolean adopted;

    /** Listeners whose connections {@code connections} sets up. */
    Listeners(EventLoopGroup eventLoops, ChannelHandler connections) {
        this.eventLoops = eventLoops;
        this.connections = connections;
    }

    /**
     * Listens on {@code addresses} and no others; sockets that stay are not touched. With sockets of the service
     * manager nothing is changed.
     *
     * @throws IOException if one cannot be listened on; then all is as before
     */
    void listenOn(Collection<ListenAddress> addresses) throws IOException {
        if (adopted) {
            return;
        }
        Map<ListenAddress, List<Channel>> before = open;
        Map<ListenAddress, List<Channel>> after = new LinkedHashMap<>();
        try {
            for (ListenAddress address : addresses) {
                List<Channel> known = before.get(address);
                if (known == null) {
                    makeWayFor(address, addresses);
                }
                after.put(address, known == null ? bind(address) : known);
            }
        } catch (IOException e) {
            closeAllBut(before.values(), after.values());
            restore(before);
            throw e;
        }
        closeAllBut(after.values(), before.values());
        open = after;
    }

    /** All addresses and one address of a port cannot be listened on at once, so what goes must go first. */
    private void makeWayFor(ListenAddress address, Collection<ListenAddress> wanted) {
        open.forEach((old, channels) -> {
            if (old.port() == address.port() && !wanted.contains(old)) {
                close(channels);
            }
        });
    }

    private void restore(Map<ListenAddress, List<Channel>> before) throws IOException {
        for (Map.Entry<ListenAddress, List<Channel>> entry : before.entrySet()) {
            if (!entry.getValue().get(0).isOpen()) {
                entry.setValue(bind(entry.getKey()));
            }
        }
    }

    private static void closeAllBut(Collection<List<Channel>> keep, Collection<List<Channel>> sockets) {
        sockets.stream().filter(channels -> !keep.contains(channels)).forEach(Listeners::close);
    }

    private static void close(List<Channel> channels) {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
    }

    private List<Channel> bind(ListenAddress listen) throws IOException {
        InetSocketAddress address = listen.address()
                .map(host -> new InetSocketAddress(host, listen.port()))
                .orElseGet(() -> new InetSocketAddress(listen.port()));
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + address.getHostString() + ": host name lookup failed");
        }
        try {
            return Epoll.isAvailable() ? bindOnEachLoop(address) : List.of(bind(bootstrap(eventLoops), address));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + address.getHostString() + " port " + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private List<Channel> bindOnEachLoop(InetSocketAddress wanted) throws IOException {
        requireFree(wanted);
        InetSocketAddress address = wanted;
        List<Channel> channels = new ArrayList<>();
        try {
            for (EventExecutor loop : eventLoops) {
                Channel channel =
                        bind(bootstrap((EventLoopGroup) loop).option(EpollChannelOption.SO_REUSEPORT, true), address);
                channels.add(channel);
                address = (InetSocketAddress) channel.localAddress(); // which port, if any would do
            }
            return channels;
        } catch (IOException e) {
            close(channels);
            throw e;
        }
    }

    /** A second server must not share the port of a first one, which {@code SO_REUSEPORT} would allow. */
    private static void requireFree(InetSocketAddress address) throws IOException {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true); // connections that have just ended do not count
            probe.bind(address);
        }
    }

    private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address) throws IOException {
        ChannelFuture bound = bootstrap
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
    }

    /**
     * Accepts on sockets that the service manager has opened, by their descriptors.
     *
     * @throws IOException if one is no such socket
     */
    void adopt(List<Integer> descriptors) throws IOException {
        adopted = true;
        for (int descriptor : descriptors) {
            ChannelFuture registered = bootstrap(eventLoops)
                    .channelFactory(() -> new EpollServerSocketChannel(descriptor))
                    .register()
                    .awaitUninterruptibly();
            if (!registered.isSuccess()) {
                throw new IOException(
                        "cannot accept on descriptor " + descriptor + ": "
                                + registered.cause().getMessage(),
                        registered.cause());
            }
            InetSocketAddress address = (InetSocketAddress) registered.channel().localAddress();
            open.put(
                    new ListenAddress(Optional.of(Peer.text(address.getAddress())), address.getPort()),
                    List.of(registered.channel()));
        }
    }

    private ServerBootstrap bootstrap(EventLoopGroup loops) {
        return new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(SHORTEST_READ, FIRST_READ, LONGEST_READ))
                .handler(failures)
                .childHandler(connections);
    }

    /** Returns the addresses and ports that are listened on. */
    List<InetSocketAddress> addresses() {
        return open.values().stream()
                .map(channels -> (InetSocketAddress) channels.get(0).localAddress())
                .toList();
    }

    /** Accepts nothing more. */
    void close() {
        closeAllBut(List.of(), open.values());
    }
}
