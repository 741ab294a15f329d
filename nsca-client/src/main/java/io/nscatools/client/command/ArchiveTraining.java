package io.nscatools.client.command;

import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.Receipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends a few results to itself, so that the archive of classes that the launcher makes meanwhile
 * ({@code --make-archive}) has what sending a result needs.
 */
final class ArchiveTraining {
    private static final List<String> METHODS = List.of("1", "14");

    private ArchiveTraining() {}

    /** Runs the training. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path config = Files.createTempFile("send_nsca", ".cfg");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (String method : METHODS) {
                Files.writeString(config, "encryption_method=" + method + "\npassword=for training alone\n");
                Thread server = new Thread(() -> serve(listener), "training-server");
                server.start();
                PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
                byte[] input = "host\tservice\t0\toutput\n".getBytes(StandardCharsets.UTF_8);
                new SendNsca(System.getenv(), new ByteArrayInputStream(input), out, out)
                        .run("localhost", "-p", Integer.toString(listener.getLocalPort()), "-c", config.toString());
                server.join();
            }
        } finally {
            Files.delete(config);
        }
    }

    private static void serve(ServerSocket listener) {
        try (Socket connection = listener.accept();
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            out.write(
                    InitPacket.create(new SplittableRandom(), Clock.systemUTC()).encode());
            in.readAllBytes();
            out.write(new Receipt(1, 0).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
