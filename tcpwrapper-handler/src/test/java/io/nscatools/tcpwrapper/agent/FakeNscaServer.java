package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import io.nscatools.protocol.RejectedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An NSCA server in the test's own process that can be stopped and started again on its port. */
final class FakeNscaServer implements AutoCloseable {
    private static final int PACKET_LENGTH = 4304;

    /** How a server ends a connection. */
    enum End {
        /** With a receipt, as ours. */
        RECEIPT,
        /** With nothing, as the C daemon. */
        CLOSE,
        /** With a reset, as ours when it rejects. */
        RESET
    }

    private final Credential credential;
    private final Consumer<CheckResult> results;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile End end = End.RECEIPT;
    private volatile ServerSocket listener;

    FakeNscaServer(Credential credential, Consumer<CheckResult> results) throws IOException {
        this.credential = credential;
        this.results = results;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = listener.getLocalPort();
        start(listener);
    }

    int port() {
        return port;
    }

    void endWith(End how) {
        end = how;
    }

    /** Stops: breaks what is under way, and accepts nothing any more. */
    void stop() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    void restart() throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start(listener);
    }

    private void start(ServerSocket socket) {
        Thread acceptor = new Thread(() -> accept(socket), "fake-nsca");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread server = new Thread(() -> serve(connection), "fake-nsca-connection");
                server.setDaemon(true);
                server.start();
            } catch (IOException e) {
                // stopped
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InitPacket init = InitPacket.create(new SplittableRandom(), Clock.systemUTC());
            if (end == End.CLOSE) {
                init = new InitPacket(ByteString.copyOf(new byte[128], 0, 128), init.timestamp());
            }
            socket.getOutputStream().write(init.encode());
            List<CheckResult> received = receive(socket.getInputStream(), credential.newSession(init));
            if (end == End.RESET) {
                socket.setSoLinger(true, 0);
                return;
            }
            received.forEach(results);
            if (end == End.RECEIPT) {
                socket.getOutputStream().write(new Receipt(received.size(), 0).encode());
            }
        } catch (IOException | RejectedException e) {
            // The test looks at what was received.
        } finally {
            open.remove(socket);
        }
    }

    private static List<CheckResult> receive(InputStream in, CipherSession cipher)
            throws IOException, RejectedException {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);
        List<CheckResult> received = new ArrayList<>();
        InputStream buffered = new BufferedInputStream(in, 1 << 16);
        byte[] packet = buffered.readNBytes(PACKET_LENGTH);
        while (packet.length == PACKET_LENGTH) {
            cipher.startPacket();
            cipher.decrypt(packet, 0, PACKET_LENGTH);
            received.add(codec.decode(packet, 0).toCheckResult());
            packet = buffered.readNBytes(PACKET_LENGTH);
        }
        return received;
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
