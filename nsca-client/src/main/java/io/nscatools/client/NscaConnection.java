package io.nscatools.client;

import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A connection to an NSCA daemon that has sent its init packet. Any number of results may follow; none of them is
 * acknowledged (fact 1). Not for use by several threads at once.
 */
public final class NscaConnection implements Closeable {
    private static final int BUFFER_LENGTH = 16 * 4304;

    private final Socket socket;
    private final OutputStream out;
    private final InitPacket init;
    private final CipherSession cipher;
    private final DataPacketCodec codec;
    private final RandomGenerator filler = new SplittableRandom();

    private NscaConnection(Socket socket, Credential credential, PacketLayout layout) throws IOException {
        this.socket = socket;
        this.init = readInitPacket(socket);
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_LENGTH);
        this.cipher = credential.newSession(init);
        this.codec = new DataPacketCodec(layout);
    }

    /**
     * Connects to a daemon, trying all addresses of {@code host} in turn, and waits for the init packet.
     *
     * @throws ConnectionFailedException if that fails
     */
    public static NscaConnection open(String host, int port, Credential credential, PacketLayout layout)
            throws ConnectionFailedException {
        Socket socket = connect(host, port);
        try {
            return new NscaConnection(socket, credential, layout);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new ConnectionFailedException(
                    "Error: Server closed connection before init packet was received\n"
                            + "Error: Could not read init packet from server",
                    e);
        }
    }

    private static Socket connect(String host, int port) throws ConnectionFailedException {
        String unreachable = "\nError: Could not connect to host " + host + " on port " + port;
        try {
            IOException failure = null;
            for (InetAddress address : InetAddress.getAllByName(host)) {
                Socket socket = new Socket();
                try {
                    socket.connect(new InetSocketAddress(address, port));
                    return socket;
                } catch (IOException e) {
                    closeQuietly(socket);
                    failure = e;
                }
            }
            throw failure == null ? new UnknownHostException(host) : failure;
        } catch (UnknownHostException e) {
            throw new ConnectionFailedException("Host name lookup failed: '" + host + "'" + unreachable, e);
        } catch (IOException e) {
            boolean refused = e instanceof ConnectException && "Connection refused".equals(e.getMessage());
            throw new ConnectionFailedException(
                    (refused ? "Connection refused by host" : e.getMessage()) + unreachable, e);
        }
    }

    private static InitPacket readInitPacket(Socket socket) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(InitPacket.LENGTH);
        if (bytes.length < InitPacket.LENGTH) {
            throw new IOException("connection closed after " + bytes.length + " of " + InitPacket.LENGTH + " bytes");
        }
        return InitPacket.decode(bytes);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is a better reason to report.
        }
    }

    /** Writes a result, cut to what the packet holds; {@link #flush()} sees it off. */
    public void send(CheckResult result) throws IOException {
        byte[] packet = codec.encode(DataPacket.of(result, init.timestamp(), codec.layout()), filler);
        cipher.startPacket();
        cipher.encrypt(packet, 0, packet.length);
        out.write(packet);
    }

    /** Hands all written results to the operating system. */
    public void flush() throws IOException {
        out.flush();
    }

    /** Closes the connection after what has been written. */
    @Override
    public void close() throws IOException {
        try {
            out.flush();
        } finally {
            socket.close();
        }
    }
}
