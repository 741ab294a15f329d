package io.nscatools.benchmarks;

import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Peers that a server must bear, as many as asked for, until they are closed. */
final class HostilePeers implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;
    private static final int NOISE = 8192;

    private final InetSocketAddress server;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** What they do. */
    enum Kind {
        NOBODY("nobody", 0),
        IDLE("5,000 idle connections", 5000),
        SLOW("1,000 connections that bring a byte a second", 1000),
        RESET("a connection after the other, each reset a byte later in a packet than the last", 1),
        NOISE("a connection after the other, each with 8 KiB of random bytes", 1);

        private final String text;
        private final int count;

        Kind(String text, int count) {
            this.text = text;
            this.count = count;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private HostilePeers(InetSocketAddress server) {
        this.server = server;
    }

    /** Starts them. */
    static HostilePeers start(Kind kind, InetSocketAddress server) throws IOException {
        HostilePeers peers = new HostilePeers(server);
        switch (kind) {
            case NOBODY -> {}
            case IDLE -> peers.connect(kind.count);
            case SLOW -> {
                peers.connect(kind.count);
                peers.repeat(peers::writeAByteEach);
            }
            case RESET -> peers.repeat(peers::resetLater);
            case NOISE -> peers.repeat(peers::sendNoise);
        }
        return peers;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server, PATIENCE_MILLIS);
        return socket;
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            sockets.add(socket);
            if (socket.getInputStream().readNBytes(InitPacket.LENGTH).length < InitPacket.LENGTH) {
                throw new IOException("connection " + i + " is refused");
            }
        }
    }

    private interface Attack {
        void run(int number) throws IOException, InterruptedException;
    }

    private void repeat(Attack attack) {
        Thread thread = new Thread(() -> {
            for (int i = 0; !closed; i++) {
                try {
                    attack.run(i);
                } catch (IOException e) {
                    // the server has ended it, as it should
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void writeAByteEach(int number) throws InterruptedException {
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write(number);
            } catch (IOException e) {
                // the server has ended it; the others go on
            }
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private void resetLater(int number) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[number % PacketLayout.CURRENT.packetLength()]);
            socket.setSoLinger(true, 0);
        }
    }

    private void sendNoise(int number) throws IOException {
        byte[] noise = new byte[NOISE];
        new Random(number).nextBytes(noise);
        try (Socket socket = connect();
                OutputStream out = socket.getOutputStream()) {
            out.write(noise);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
