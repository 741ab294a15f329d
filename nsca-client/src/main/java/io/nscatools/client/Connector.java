package io.nscatools.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Connects to the first of several addresses that answers, as RFC 8305 ("happy eyeballs") has it: the next address is
 * tried when one has failed or has not answered for a quarter of a second, and goes on beside it.
 */
final class Connector implements Closeable {
    /** RFC 8305, section 5: the recommended Connection Attempt Delay. */
    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

    private final Selector selector;
    private final Deque<InetAddress> untried;
    private final int port;
    private IOException failure = new IOException("no address");

    /** Uses {@code selector}, with which the connection will be registered. */
    Connector(Selector selector, List<InetAddress> addresses, int port) {
        this.selector = selector;
        this.untried = new ArrayDeque<>(addresses);
        this.port = port;
    }

    /**
     * Returns the connection, which does not block.
     *
     * @throws SocketTimeoutException if the time is over
     * @throws IOException the last failure, if all addresses have failed
     */
    SocketChannel connect(Deadline deadline) throws IOException {
        while (true) {
            Optional<SocketChannel> connected = startNext();
            if (connected.isEmpty() && hasPending()) {
                connected = awaitPending(untried.isEmpty() ? deadline : deadline.atMost(ATTEMPT_DELAY));
                if (connected.isEmpty()) {
                    deadline.millisLeft();
                }
            }
            if (connected.isPresent()) {
                return connected.get();
            }
            if (untried.isEmpty() && !hasPending()) {
                throw failure;
            }
        }
    }

    private Optional<SocketChannel> startNext() throws IOException {
        InetAddress address = untried.poll();
        if (address == null) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (channel.connect(new InetSocketAddress(address, port))) {
                key.interestOps(0);
                return Optional.of(channel);
            }
        } catch (IOException e) {
            channel.close();
            failure = e;
        }
        return Optional.empty();
    }

    /** Returns the first connection that is made, or nothing when one has failed or the time is over. */
    private Optional<SocketChannel> awaitPending(Deadline deadline) throws IOException {
        if (!deadline.isOver()) {
            selector.select(deadline.millisLeft());
        }
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
            selector.selectedKeys().remove(key);
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    key.interestOps(0);
                    return Optional.of(channel);
                }
            } catch (IOException e) {
                channel.close();
                failure = e;
            }
        }
        return Optional.empty();
    }

    private boolean hasPending() {
        return selector.keys().stream().anyMatch(SelectionKey::isValid);
    }

    /** Gives up the attempts that were not the first to succeed. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.interestOps() == SelectionKey.OP_CONNECT) {
                key.channel().close();
            }
        }
    }
}
