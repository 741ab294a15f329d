package io.nscatools.server;

import io.netty.buffer.ByteBufUtil;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A client that does exactly what a test tells it. */
final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InitPacket init;

    private TestClient(Socket socket, InitPacket init) {
        this.socket = socket;
        this.init = init;
    }

    /** Connects and reads the init packet; throws if the server ends the connection before. */
    static TestClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] init = socket.getInputStream().readNBytes(InitPacket.LENGTH);
        if (init.length < InitPacket.LENGTH) {
            socket.close();
            throw new IOException("no init packet");
        }
        return new TestClient(socket, InitPacket.decode(init));
    }

    Socket socket() {
        return socket;
    }

    /** Returns the bytes of packets for this connection. */
    byte[] encrypted(Credential credential, PacketLayout layout, DataPacket... packets) {
        CipherSession cipher = credential.newSession(init);
        byte[] all = new byte[packets.length * layout.packetLength()];
        int offset = 0;
        for (DataPacket packet : packets) {
            byte[] bytes = new DataPacketCodec(layout).encode(packet, new Random(2));
            cipher.startPacket();
            cipher.encrypt(bytes, 0, bytes.length);
            System.arraycopy(bytes, 0, all, offset, bytes.length);
            offset += bytes.length;
        }
        return all;
    }

    /** Returns a packet with the time of this connection. */
    DataPacket packet(String host, String service, String output) {
        DataPacket packet = Packets.packet(host, service, output);
        return new DataPacket(
                init.timestamp(),
                packet.returnCode(),
                packet.hostName(),
                packet.serviceDescription(),
                packet.pluginOutput());
    }

    /** Sends one result for each output. */
    TestClient send(Credential credential, String host, String service, String... outputs) throws IOException {
        for (byte[] bytes : List.of(encrypted(
                credential,
                PacketLayout.CURRENT,
                Arrays.stream(outputs)
                        .map(output -> packet(host, service, output))
                        .toArray(DataPacket[]::new)))) {
            socket.getOutputStream().write(bytes);
        }
        return this;
    }

    /** Ends the sending side and waits for the receipt; nothing if the connection ends without one. */
    Optional<Receipt> receipt() throws IOException {
        socket.shutdownOutput();
        byte[] answer = socket.getInputStream().readNBytes(Receipt.LENGTH + 1);
        return answer.length == 0
                ? Optional.empty()
                : Optional.of(Receipt.decode(answer)
                        .orElseThrow(() -> new IOException("no receipt: " + ByteBufUtil.hexDump(answer))));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
