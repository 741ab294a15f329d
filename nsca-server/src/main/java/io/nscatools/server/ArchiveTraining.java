package io.nscatools.server;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CipherSession;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a server on the loopback address sends it one result and stops it, so that the archive of classes that the
 * launcher makes meanwhile ({@code --make-archive}) has what these need.
 */
final class ArchiveTraining {
    private static final String PASSWORD = "for training alone";
    private static final int ATTEMPTS = 1000;
    private static final long PAUSE_MILLIS = 20;

    private ArchiveTraining() {}

    /** Runs the training. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("nsca-server");
        try {
            int port = freePort();
            Path config = Files.writeString(
                    folder.resolve("nsca.yml"),
                    "listen: [{address: 127.0.0.1, port: " + port + "}]\ncredentials: [{method: 14, password: "
                            + PASSWORD + "}]\nsinks: [{file: results}]\n");
            Thread sender = new Thread(() -> sendAndStop(port), "sender");
            sender.setDaemon(true);
            sender.start();
            PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            int exitCode = NscaServerCommand.run(new String[] {"-c", config.toString()}, err, err);
            if (exitCode != 0) {
                throw new IllegalStateException("the server ended with exit code " + exitCode);
            }
        } finally {
            delete(folder);
        }
    }

    private static void sendAndStop(int port) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    send(socket);
                    break;
                } catch (ConnectException e) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // it does not listen yet
                }
            }
            new ProcessBuilder("kill", Long.toString(ProcessHandle.current().pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void send(Socket socket) throws IOException {
        InitPacket init = InitPacket.decode(socket.getInputStream().readNBytes(InitPacket.LENGTH));
        DataPacket fields = new DataPacket(
                init.timestamp(), 0, ByteString.of("host"), ByteString.of("service"), ByteString.of("output"));
        byte[] packet = new DataPacketCodec(PacketLayout.CURRENT).encode(fields, new SplittableRandom());
        CipherSession cipher = new Credential(
                        EncryptionMethod.RIJNDAEL_128, new Secret(PASSWORD.getBytes(StandardCharsets.US_ASCII)))
                .newSession(init);
        cipher.startPacket();
        cipher.encrypt(packet, 0, packet.length);
        socket.getOutputStream().write(packet);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
