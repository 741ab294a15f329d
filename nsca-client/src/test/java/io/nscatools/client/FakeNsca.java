package io.nscatools.client;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import io.nscatools.protocol.RejectedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A daemon on the loopback interface that behaves as a test needs it to, each connection in a thread of its own. */
public final class FakeNsca implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What to do with a connection, which is closed afterwards. */
    public interface Behaviour {
        /** Serves one connection. */
        void serve(Socket connection, FakeNsca daemon) throws IOException;
    }

    public FakeNsca(Behaviour behaviour) throws IOException {
        start(() -> accept(behaviour));
    }

    /** Sends the first {@code length} bytes of a C daemon's init packet and closes the connection. */
    public static Behaviour closingAfter(int length) {
        return (connection, daemon) -> connection.getOutputStream().write(Arrays.copyOf(initPacket(false), length));
    }

    /** The C daemon: an init packet, no receipt. Keeps all that comes for {@link #received()}. */
    public static Behaviour receiving() {
        return (connection, daemon) -> daemon.receive(connection, false);
    }

    /** Announces a receipt, receives everything, sends {@code answer} and closes. */
    public static Behaviour answering(byte[] answer) {
        return (connection, daemon) -> {
            daemon.receive(connection, true);
            connection.getOutputStream().write(answer);
        };
    }

    /** Our server: announces a receipt and gives it for {@code accepted} and {@code refused} results. */
    public static Behaviour giving(long accepted, long refused) {
        return answering(new Receipt(accepted, refused).encode());
    }

    /** Our server with method 0: keeps the results and gives the receipt that is due. */
    public static Behaviour honest(List<CheckResult> taken) {
        return (connection, daemon) -> {
            connection.getOutputStream().write(initPacket(true));
            DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);
            int accepted = 0;
            while (true) {
                byte[] packet = connection.getInputStream().readNBytes(PacketLayout.CURRENT.packetLength());
                if (packet.length < PacketLayout.CURRENT.packetLength()) {
                    break;
                }
                try {
                    taken.add(codec.decode(packet, 0).toCheckResult());
                } catch (RejectedException e) {
                    connection.setSoLinger(true, 0);
                    return;
                }
                accepted++;
            }
            connection.getOutputStream().write(new Receipt(accepted, 0).encode());
        };
    }

    /** Receives everything and then keeps the connection open. */
    public static Behaviour hangingAtTheEnd(boolean announcesReceipt) {
        return (connection, daemon) -> {
            daemon.receive(connection, announcesReceipt);
            daemon.awaitClose();
        };
    }

    /** Sends an init packet, reads {@code length} bytes, one at least, and resets the connection. */
    public static Behaviour resettingAfter(int length, boolean announcesReceipt) {
        return (connection, daemon) -> {
            connection.getOutputStream().write(initPacket(announcesReceipt));
            connection.getInputStream().readNBytes(length);
            connection.setSoLinger(true, 0);
        };
    }

    /** Accepts and says nothing. */
    public static Behaviour silent() {
        return (connection, daemon) -> daemon.awaitClose();
    }

    /** Returns an init packet as our server or the C daemon sends it. */
    public static byte[] initPacket(boolean announcesReceipt) {
        InitPacket ours = InitPacket.create(new Random(1), Clock.systemUTC());
        byte[] iv = ours.iv().toByteArray();
        iv[iv.length - 1] ^= 1;
        InitPacket theirs = new InitPacket(ByteString.copyOf(iv, 0, iv.length), ours.timestamp());
        return (announcesReceipt ? ours : theirs).encode();
    }

    private void receive(Socket connection, boolean announcesReceipt) throws IOException {
        connection.getOutputStream().write(initPacket(announcesReceipt));
        received.add(connection.getInputStream().readAllBytes());
    }

    private void accept(Behaviour behaviour) {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                start(() -> serve(connection, behaviour));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            behaviour.serve(connection, this);
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fake-nsca");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int portNumber() {
        return listener.getLocalPort();
    }

    public String port() {
        return Integer.toString(portNumber());
    }

    /** Returns all bytes of the next connection once its client has ended it. */
    public byte[] received() throws InterruptedException {
        return received.take();
    }

    /** Returns how many connections have been received whole and not been asked for. */
    public int waiting() {
        return received.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closed.countDown();
    }
}
