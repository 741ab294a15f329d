package io.nscatools.client;

import io.nscatools.protocol.InitPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A daemon on the loopback interface that behaves as a test needs it to, one connection after the other. */
final class FakeNsca implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    /** What to do with a connection. */
    interface Behaviour {
        void serve(Socket connection, FakeNsca daemon) throws IOException;
    }

    FakeNsca(Behaviour behaviour) throws IOException {
        Thread thread = new Thread(() -> accept(behaviour), "fake-nsca");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends the first {@code length} bytes of an init packet and closes the connection. */
    static Behaviour closingAfter(int length) {
        return (connection, daemon) -> connection.getOutputStream().write(Arrays.copyOf(initPacket(), length));
    }

    /** Sends an init packet and keeps all that comes back for {@link #received()}. */
    static Behaviour receiving() {
        return (connection, daemon) -> {
            connection.getOutputStream().write(initPacket());
            daemon.received.add(connection.getInputStream().readAllBytes());
        };
    }

    private static byte[] initPacket() {
        return InitPacket.create(new Random(1), Clock.systemUTC()).encode();
    }

    private void accept(Behaviour behaviour) {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                behaviour.serve(connection, this);
            } catch (SocketException e) {
                // The test is over, or the client has gone.
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    String port() {
        return Integer.toString(listener.getLocalPort());
    }

    /** Returns all bytes of the next connection once its client has closed it. */
    byte[] received() throws InterruptedException {
        return received.take();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
