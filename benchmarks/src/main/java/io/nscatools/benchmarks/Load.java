package io.nscatools.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends results to a server as C clients do and finds out what becomes of them.
 *
 * <p>It shares the processors with the server, so it costs little: blocking channels, whose connections take five calls
 * of the system where those of {@link java.net.Socket} with a time limit take twenty.
 */
final class Load {
    private static final int LENGTH = PacketLayout.CURRENT.packetLength();
    private static final int PACKETS_A_WRITE = 16;
    /** As long as send_nsca waits for a server that does not greet it, unless told otherwise. */
    private static final long STALLED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int PATIENCE_MILLIS = 8000;

    private final MeasuredServer server;
    private final PacketSource.Factory packets;
    private final AtomicInteger stalled = new AtomicInteger();
    /** When each connection began that the server has not greeted yet. */
    private final Map<SocketChannel, Long> ungreeted = new ConcurrentHashMap<>();

    private final long[] starts;

    /**
     * What became of a load.
     *
     * @param sent how many results were written to the server
     * @param arrived how many lines came out
     * @param stalled how many connections the server did not greet within 10 s
     * @param seconds from the start to the last line
     * @param cpuNanos the server's CPU time
     * @param loadNanos this process's CPU time: of a load that costs as much as the server, and shares its processors,
     *     no more comes through than both leave each other
     */
    record Outcome(int sent, int arrived, int stalled, double seconds, long cpuNanos, long loadNanos) {
        double perSecond() {
            return arrived / seconds;
        }

        /** The server's CPU time for each line. */
        double cpuMicros() {
            return cpuNanos / 1e3 / Math.max(arrived, 1);
        }

        /** The load's CPU time for each line. */
        double loadMicros() {
            return loadNanos / 1e3 / Math.max(arrived, 1);
        }
    }

    /** A load of results of hosts 0 to {@code hosts} - 1. */
    Load(MeasuredServer server, PacketSource.Factory packets, int hosts) {
        this.server = server;
        this.packets = packets;
        this.starts = new long[hosts];
    }

    /**
     * Sends one result of every host from several connections at once, or of as many as the time is enough for. A
     * client whose connection stalls waits, as {@code send_nsca} does, and sends nothing meanwhile.
     *
     * @param clients how many connections there are at a time
     * @param resultsPerConnection how many results one connection carries
     */
    Outcome run(int clients, int resultsPerConnection, Duration time) throws IOException, InterruptedException {
        server.commandFile().reset();
        stalled.set(0);
        long cpu = server.cpuNanos();
        long loadCpu = ownCpuNanos();
        long start = System.nanoTime();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        ExecutorService senders = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            senders.execute(() -> {
                byte[] buffer = new byte[LENGTH * Math.min(PACKETS_A_WRITE, resultsPerConnection)];
                for (int first = next.getAndAdd(resultsPerConnection);
                        first < starts.length && System.nanoTime() - start < time.toNanos();
                        first = next.getAndAdd(resultsPerConnection)) {
                    int last = Math.min(first + resultsPerConnection, starts.length);
                    sent.addAndGet(sendOneConnection(first, last, buffer));
                }
            });
        }
        senders.shutdown();
        while (!senders.awaitTermination(100, TimeUnit.MILLISECONDS)) {
            closeStalled();
        }
        int arrived = server.commandFile().await(sent.get(), PATIENCE_MILLIS);
        double seconds = ((arrived > 0 ? server.commandFile().lastLine() : System.nanoTime()) - start) / 1e9;
        return new Outcome(
                sent.get(), arrived, stalled.get(), seconds, server.cpuNanos() - cpu, ownCpuNanos() - loadCpu);
    }

    private static long ownCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Returns how many results were written. */
    private int sendOneConnection(int first, int last, byte[] buffer) {
        long start = System.nanoTime();
        try (SocketChannel socket = SocketChannel.open()) {
            ungreeted.put(socket, start);
            socket.connect(server.address());
            PacketSource source = packets.forConnection(readInit(socket));
            ungreeted.remove(socket);
            for (int id = first; id < last; ) {
                int length = 0;
                for (; id < last && length < buffer.length; id++, length += LENGTH) {
                    starts[id] = start;
                    source.put(id, buffer, length);
                }
                socket.write(ByteBuffer.wrap(buffer, 0, length));
            }
            return last - first;
        } catch (IOException e) {
            stalled.incrementAndGet();
            return 0;
        }
    }

    private static InitPacket readInit(SocketChannel socket) throws IOException {
        byte[] init = new byte[InitPacket.LENGTH];
        for (ByteBuffer left = ByteBuffer.wrap(init); left.hasRemaining(); ) {
            if (socket.read(left) < 0) {
                throw new EOFException();
            }
        }
        return InitPacket.decode(init);
    }

    private void closeStalled() throws IOException {
        for (Iterator<Map.Entry<SocketChannel, Long>> all = ungreeted.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<SocketChannel, Long> one = all.next();
            if (System.nanoTime() - one.getValue() > STALLED_AFTER_NANOS) {
                all.remove();
                one.getKey().close();
            }
        }
    }

    /** Returns the milliseconds from before the connection to the line, of each result whose line has come. */
    double[] latencies() {
        double[] millis = new double[starts.length];
        int count = 0;
        for (int id = 0; id < starts.length; id++) {
            long arrival = server.commandFile().arrival(id);
            if (arrival != 0 && starts[id] != 0) {
                millis[count++] = (arrival - starts[id]) / 1e6;
            }
        }
        return Arrays.copyOf(millis, count);
    }
}
