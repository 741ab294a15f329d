package io.nscatools.server;

import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** A sender that asks for the receipt, as our client does. */
final class Sender {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final Credential credential;

    Sender(int port, Credential credential) {
        this.port = port;
        this.credential = credential;
    }

    /** Sends {@code packets} on one connection; returns the server's receipt, or nothing if it closes without one. */
    Optional<Receipt> send(List<DataPacket> packets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            InitPacket init = InitPacket.decode(socket.getInputStream().readNBytes(InitPacket.LENGTH));
            socket.getOutputStream()
                    .write(Packets.encryptedBytes(
                            credential, init, PacketLayout.LEGACY, at(init.timestamp(), packets)));
            socket.shutdownOutput();
            return Receipt.decode(socket.getInputStream().readAllBytes());
        } catch (IllegalArgumentException e) {
            throw new IOException("the server has ended the connection before its init packet", e);
        }
    }

    private static List<DataPacket> at(long timestamp, List<DataPacket> packets) {
        return packets.stream()
                .map(packet -> new DataPacket(
                        timestamp,
                        packet.returnCode(),
                        packet.hostName(),
                        packet.serviceDescription(),
                        packet.pluginOutput()))
                .toList();
    }

    /** Sends a result, and fails unless the server says that it is safe. */
    void deliver(String service, String output) throws IOException {
        List<DataPacket> packet = List.of(Packets.packet("firestorm", service, output));
        if (!send(packet).equals(Optional.of(new Receipt(1, 0)))) {
            throw new IOException("no receipt for " + output);
        }
    }
}
