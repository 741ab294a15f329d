package io.nscatools.client.internal;

import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.SplittableRandom;

/** Stands in for an NSCA daemon while a start-up archive is made: takes whatever comes and gives a receipt for it. */
public final class TrainingServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

    /**
     * Starts on a free port of the loopback address.
     *
     * @throws IOException if there is none
     */
    public TrainingServer() throws IOException {
        Thread thread = new Thread(this::serve, "training-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns its port. */
    public int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept();
                    InputStream in = connection.getInputStream();
                    OutputStream out = connection.getOutputStream()) {
                out.write(InitPacket.create(new SplittableRandom(), Clock.systemUTC())
                        .encode());
                in.readAllBytes();
                out.write(new Receipt(1, 0).encode());
            } catch (IOException e) {
                // The training goes on without this connection, or is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
