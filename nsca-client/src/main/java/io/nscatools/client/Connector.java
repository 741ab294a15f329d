package io.nscatools.client;

import io.nscatools.client.internal.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connects to the first of several addresses that answers, as RFC 8305 ("happy eyeballs") has it: the next address is
 * tried when one has failed or has not answered for a quarter of a second, and goes on beside it.
 */
final class Connector {
    /** RFC 8305, section 5: the recommended Connection Attempt Delay. */
    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

    private final List<InetAddress> addresses;
    private final int port;
    private final Deadline deadline;
    private final List<Socket> sockets = new ArrayList<>();
    private final BlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();

    /** How an attempt has ended: {@code failure} is null if there is a connection. */
    private record Attempt(Socket socket, IOException failure) {}

    /** There is at least one address. */
    Connector(List<InetAddress> addresses, int port, Deadline deadline) {
        this.addresses = addresses;
        this.port = port;
        this.deadline = deadline;
    }

    /**
     * Returns the connection.
     *
     * @throws SocketTimeoutException if the time is over
     * @throws IOException the last failure, if all addresses have failed
     */
    Socket connect() throws IOException, InterruptedException {
        if (addresses.size() == 1) { // the usual case needs no thread
            return connected(attempt(newSocket(), addresses.get(0)));
        }
        Socket first = null;
        try {
            first = race();
            return first;
        } finally {
            for (Socket socket : sockets) {
                if (!socket.equals(first)) {
                    socket.close();
                }
            }
        }
    }

    private Socket race() throws IOException, InterruptedException {
        IOException failure = new SocketTimeoutException();
        int pending = 0;
        int untried = 0;
        while (pending > 0 || untried < addresses.size()) {
            boolean allTried = untried == addresses.size();
            if (!allTried) {
                start(addresses.get(untried++));
                pending++;
                allTried = untried == addresses.size();
            }
            Deadline next = allTried ? deadline : deadline.atMost(ATTEMPT_DELAY);
            Attempt attempt = ended.poll(next.left().toNanos(), TimeUnit.NANOSECONDS);
            if (attempt != null && attempt.failure == null) {
                return attempt.socket;
            }
            if (attempt != null) {
                failure = attempt.failure;
                pending--;
            }
            if (deadline.isOver()) {
                throw new SocketTimeoutException("no address has answered in time");
            }
        }
        throw failure;
    }

    private void start(InetAddress address) {
        Socket socket = newSocket();
        sockets.add(socket);
        Thread thread = new Thread(() -> ended.add(attempt(socket, address)), "nsca-client-connect");
        thread.setDaemon(true);
        thread.start();
    }

    /** NSCA knows no proxies, and to look for one takes Java longer than to connect. */
    private static Socket newSocket() {
        return new Socket(Proxy.NO_PROXY);
    }

    private Attempt attempt(Socket socket, InetAddress address) {
        try {
            socket.connect(
                    new InetSocketAddress(address, port), (int) Math.min(deadline.millisLeft(), Integer.MAX_VALUE));
            return new Attempt(socket, null);
        } catch (IOException e) {
            return new Attempt(socket, e);
        }
    }

    private static Socket connected(Attempt attempt) throws IOException {
        if (attempt.failure != null) {
            attempt.socket.close();
            throw attempt.failure;
        }
        return attempt.socket;
    }
}
