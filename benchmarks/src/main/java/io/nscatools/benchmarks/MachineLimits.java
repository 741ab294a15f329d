package io.nscatools.benchmarks;

import io.nscatools.protocol.PacketLayout;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** What the machine can do at best of what a server must do for each packet, in packets a second. */
final class MachineLimits {
    private static final int LENGTH = PacketLayout.CURRENT.packetLength();
    private static final int PACKETS_A_WRITE = 16;
    private static final int PACKETS = 200_000;
    private static final int ATTEMPTS = 3;

    private MachineLimits() {}

    /** One process moves packets over the loopback interface, one thread writing and one reading. */
    static double loopback() throws IOException, InterruptedException {
        double best = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            best = Math.max(best, transfer());
        }
        return best;
    }

    private static double transfer() throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = listener.accept()) {
            Thread writer = new Thread(() -> write(sender), "writer");
            long start = System.nanoTime();
            writer.start();
            byte[] buffer = new byte[1 << 16];
            InputStream in = receiver.getInputStream();
            long left = (long) PACKETS * LENGTH;
            while (left > 0) {
                left -= in.read(buffer);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            writer.join();
            return PACKETS / seconds;
        }
    }

    private static void write(Socket socket) {
        byte[] buffer = new byte[PACKETS_A_WRITE * LENGTH];
        try {
            for (int i = 0; i < PACKETS; i += PACKETS_A_WRITE) {
                socket.getOutputStream().write(buffer);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the loopback interface failed", e);
        }
    }

    /** One thread has the AES instructions encrypt as many blocks as method 14 does: one for each byte of a packet. */
    static double aes() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"));
        byte[] blocks = new byte[LENGTH * cipher.getBlockSize()];
        byte[] encrypted = new byte[blocks.length];
        double best = 0;
        for (int attempt = 0; attempt < 2 * ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < PACKETS / 10; i++) {
                cipher.update(blocks, 0, blocks.length, encrypted, 0);
            }
            best = Math.max(best, PACKETS / 10 / ((System.nanoTime() - start) / 1e9));
        }
        return best;
    }
}
