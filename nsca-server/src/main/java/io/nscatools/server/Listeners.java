package io.nscatools.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.nscatools.server.config.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sockets on which connections are accepted. Not for use by several threads at once. */
final class Listeners {
    private static final int BACKLOG = 1024;

    private final EventLoopGroup eventLoops;
    private final ChannelHandler connections;
    private Map<ListenAddress, Channel> open = new LinkedHashMap<>();
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
        Map<ListenAddress, Channel> before = open;
        Map<ListenAddress, Channel> after = new LinkedHashMap<>();
        try {
            for (ListenAddress address : addresses) {
                Channel known = before.get(address);
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
        open.forEach((old, channel) -> {
            if (old.port() == address.port() && !wanted.contains(old)) {
                channel.close().syncUninterruptibly();
            }
        });
    }

    private void restore(Map<ListenAddress, Channel> before) throws IOException {
        for (Map.Entry<ListenAddress, Channel> entry : before.entrySet()) {
            if (!entry.getValue().isOpen()) {
                entry.setValue(bind(entry.getKey()));
            }
        }
    }

    private static void closeAllBut(Collection<Channel> keep, Collection<Channel> channels) {
        channels.stream()
                .filter(channel -> !keep.contains(channel))
                .forEach(channel -> channel.close().syncUninterruptibly());
    }

    private Channel bind(ListenAddress listen) throws IOException {
        InetSocketAddress address = listen.address()
                .map(host -> new InetSocketAddress(host, listen.port()))
                .orElseGet(() -> new InetSocketAddress(listen.port()));
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + address.getHostString() + ": host name lookup failed");
        }
        ChannelFuture bound = bootstrap()
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
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

    /**
     * Accepts on sockets that the service manager has opened, by their descriptors.
     *
     * @throws IOException if one is no such socket
     */
    void adopt(List<Integer> descriptors) throws IOException {
        adopted = true;
        for (int descriptor : descriptors) {
            ChannelFuture registered = bootstrap()
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
                    registered.channel());
        }
    }

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(eventLoops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(connections);
    }

    /** Returns the addresses and ports that are listened on. */
    List<InetSocketAddress> addresses() {
        return open.values().stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Accepts nothing more. */
    void close() {
        closeAllBut(List.of(), open.values());
    }
}
