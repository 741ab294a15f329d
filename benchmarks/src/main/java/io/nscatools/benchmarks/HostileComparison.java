package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Prints how long a sender waits for its receipt while hostile peers are at work, and what the server takes with them
 * and after them.
 *
 * <p>Argument: the command of our server.
 */
public final class HostileComparison {
    private static final EncryptionMethod METHOD = EncryptionMethod.RIJNDAEL_128;
    private static final int RESULTS = 500;
    private static final int WARM_UP = 5000;
    private static final long PAUSE_MILLIS = 10;
    private static final int PATIENCE_MILLIS = 30_000;

    private final MeasuredServer server;
    private final PacketSource.Factory packets = MeasuredServer.packets(METHOD);

    private HostileComparison(MeasuredServer server) {
        this.server = server;
    }

    /** Runs the comparison. */
    public static void main(String[] args) throws IOException, InterruptedException {
        MeasuredServer.Program program = MeasuredServer.Program.ours(args);
        try (MeasuredServer server = MeasuredServer.start(program, METHOD, 1)) {
            new HostileComparison(server).compare();
        }
    }

    private void compare() throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            deliver();
        }
        System.out.printf(
                "%nFrom before the connection to the receipt, method 14, %d results, one every %d ms:%n%n"
                        + "| meanwhile | p50 | p99 | resident | descriptors | threads | descriptors after it | threads |%n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|%n",
                RESULTS, PAUSE_MILLIS);
        for (HostilePeers.Kind kind : HostilePeers.Kind.values()) {
            compare(kind);
        }
    }

    private void compare(HostilePeers.Kind kind) throws IOException, InterruptedException {
        try (HostilePeers peers = HostilePeers.start(kind, server.address())) {
            double[] millis = new double[RESULTS];
            for (int i = 0; i < RESULTS; i++) {
                millis[i] = deliver();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f ms | %.2f ms | %.0f MB | %d | %d |",
                    kind,
                    Figures.percentile(50, millis),
                    Figures.percentile(99, millis),
                    server.residentMebibytes() * 1.048576,
                    server.descriptors(),
                    server.threads());
        }
        TimeUnit.SECONDS.sleep(1);
        System.out.printf(" %d | %d |%n", server.descriptors(), server.threads());
    }

    /** Returns how many milliseconds it took. */
    private double deliver() throws IOException {
        byte[] packet = new byte[PacketLayout.CURRENT.packetLength()];
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server.address(), PATIENCE_MILLIS);
            byte[] init = socket.getInputStream().readNBytes(InitPacket.LENGTH);
            packets.forConnection(InitPacket.decode(init)).put(0, packet, 0);
            socket.getOutputStream().write(packet);
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readNBytes(Receipt.LENGTH);
            if (!Arrays.equals(answer, new Receipt(1, 0).encode())) {
                throw new IOException("no receipt for a good result");
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
