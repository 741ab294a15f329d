package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Connections to a server that are all open at once, and on which results are sent, by a few threads. */
final class OpenConnections implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int LENGTH = PacketLayout.CURRENT.packetLength();
    private static final int PACKETS_A_WRITE = 16;
    private static final int PATIENCE_MILLIS = 20_000;

    private final MeasuredServer server;
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private record Connection(Socket socket, PacketSource packets) {}

    /** What one load took: lines a second until the last one, the server's CPU time for each, results without one. */
    record Outcome(double perSecond, double cpuMicros, int lost) {}

    private OpenConnections(MeasuredServer server) {
        this.server = server;
    }

    /** Opens {@code count} connections from {@code sources} addresses in turns and reads their init packets. */
    static OpenConnections open(MeasuredServer server, EncryptionMethod method, int count, int sources)
            throws IOException {
        OpenConnections open = new OpenConnections(server);
        PacketSource.Factory packets = MeasuredServer.packets(method);
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            byte[] source = {127, 0, 0, (byte) (1 + i % sources)};
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server.address(), PATIENCE_MILLIS);
            byte[] init = new byte[InitPacket.LENGTH];
            new DataInputStream(socket.getInputStream()).readFully(init);
            open.connections.add(new Connection(socket, packets.forConnection(InitPacket.decode(init))));
        }
        return open;
    }

    /** Sends {@code results} results, the same number on each connection as far as it goes. */
    Outcome send(int results) throws IOException, InterruptedException, ExecutionException {
        server.commandFile().reset();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        List<Future<?>> senders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            senders.add(threads.submit(() -> {
                sendFrom(first, results);
                return null;
            }));
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        int arrived = server.commandFile().await(results, PATIENCE_MILLIS);
        double seconds = (server.commandFile().lastLine() - start) / 1e9;
        return new Outcome(
                arrived / seconds, (server.cpuNanos() - cpu) / 1e3 / Math.max(arrived, 1), results - arrived);
    }

    /** Sends on every {@link #THREADS}th connection, a few results at a time. */
    private void sendFrom(int first, int results) throws IOException {
        int count = connections.size();
        byte[] buffer = new byte[LENGTH * PACKETS_A_WRITE];
        int each = (results + count - 1) / count;
        for (int done = 0; done < each; done += PACKETS_A_WRITE) {
            for (int i = first; i < count; i += THREADS) {
                int share = Math.min(results / count + (i < results % count ? 1 : 0) - done, PACKETS_A_WRITE);
                for (int n = 0; n < share; n++) {
                    connections.get(i).packets().put(i, buffer, n * LENGTH);
                }
                if (share > 0) {
                    connections.get(i).socket().getOutputStream().write(buffer, 0, share * LENGTH);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        for (Connection connection : connections) {
            connection.socket().close();
        }
    }
}
