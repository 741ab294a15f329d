package io.nscatools.client.command;

import io.nscatools.client.NscaClient;
import io.nscatools.client.NscaClientBuilder;
import io.nscatools.client.ServerAddress;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.PacketLayout;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends all input to the first server that accepts, or to every one. */
final class Transmission {
    private final Settings settings;
    private final PacketLayout layout;
    private final Deadline deadline;
    private final NscaClientBuilder prototype;

    /** The clients are made by copies of {@code prototype}, which has no servers yet. */
    Transmission(Settings settings, PacketLayout layout, Deadline deadline, NscaClientBuilder prototype) {
        this.settings = settings;
        this.layout = layout;
        this.deadline = deadline;
        this.prototype = prototype;
    }

    /** Sends to the first of {@code servers} that accepts, and returns the exit code. */
    int toFirst(List<ServerAddress> servers, Inputs inputs, Console console) {
        NscaClientBuilder builder = prototype.copy();
        for (ServerAddress server : servers) {
            builder.server(server);
        }
        NscaClient client = builder.build();
        boolean keeps = settings.spool().isPresent() || settings.retries() > 0 || servers.size() > 1;
        ResultSink sink = keeps
                ? new BatchSink(client, deadline, spool(servers), console)
                : new StreamSink(client, console, settings.timeoutSeconds(), deadline, StreamSink.MAX_CONNECTION_AGE);
        return new Run(settings, layout, sink, keeps, console, deadline).of(inputs);
    }

    private Optional<Spool> spool(List<ServerAddress> servers) {
        return settings.spool().isEmpty()
                ? Optional.empty()
                : Optional.of(new Spool(settings.spool().get(), servers, settings.spoolLimits(), Clock.systemUTC()));
    }

    /** Sends to all of {@code servers} side by side, and returns the worst exit code. */
    int toAll(List<ServerAddress> servers, Inputs inputs, Console console) throws IOException {
        Path folder = Files.createTempDirectory("send_nsca");
        try {
            return toEach(servers, inputs.repeatable(folder, deadline), console);
        } catch (SocketTimeoutException e) {
            console.error("Error: Timeout after " + settings.timeoutSeconds() + " seconds");
            return ExitCode.FAILED;
        } finally {
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
                for (Path copy : copies) {
                    Files.delete(copy);
                }
            }
            Files.delete(folder);
        }
    }

    private int toEach(List<ServerAddress> servers, Inputs inputs, Console console) {
        List<CompletableFuture<Integer>> exitCodes = new ArrayList<>();
        for (ServerAddress server : servers) {
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            exitCodes.add(exitCode);
            Thread thread = new Thread(
                    () -> exitCode.complete(toFirst(List.of(server), inputs, console.of(server.toString()))),
                    "send_nsca-" + server);
            thread.setUncaughtExceptionHandler((failed, e) -> exitCode.completeExceptionally(e));
            thread.start();
        }
        int worst = ExitCode.DELIVERED;
        for (CompletableFuture<Integer> exitCode : exitCodes) {
            worst = Math.max(worst, exitCode.join());
        }
        return worst;
    }
}
