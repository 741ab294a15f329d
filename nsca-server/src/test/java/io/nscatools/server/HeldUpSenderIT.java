package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.Receipt;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.RunningProgram;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender that is held up, ends its side meanwhile, and waits for its receipt when it is held up no more. */
class HeldUpSenderIT {
    private static final int RESULTS_PER_SECOND = 100;
    /** They are sent at once, so that the connection is held up for half a second. */
    private static final int RESULTS = 150;

    @TempDir
    private Path folder;

    @Test
    void getsItsReceiptOnceItsResultsAreSafe() throws Exception {
        Path commandFile = folder.resolve("nagios.cmd");
        assertThat(CommandResult.run(new ProcessBuilder("mkfifo", commandFile.toString()), new byte[0])
                        .exitCode())
                .isZero();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (NscaServer server = NscaServer.start(config(commandFile), Clock.systemUTC());
                TestClient client = TestClient.connect(server.address().getPort())) {
            String[] outputs = new String[RESULTS];
            Arrays.fill(outputs, "o");
            client.send(WatchedServer.CREDENTIAL, "h", "s", outputs);
            Future<Optional<Receipt>> receipt = sender.submit(client::receipt);
            TimeUnit.SECONDS.sleep(1); // it is held up no more, and nobody has read the command file
            assertThat(receipt.isDone()).isFalse();
            try (BufferedReader nagios = Files.newBufferedReader(commandFile)) {
                for (int i = 0; i < RESULTS; i++) {
                    assertThat(nagios.readLine()).endsWith(";h;s;2;o");
                }
            }
            assertThat(receipt.get()).contains(new Receipt(RESULTS, 0));
        } finally {
            sender.shutdown();
        }
    }

    /** Without a journal, results are safe when Nagios has read them and not before. */
    private NscaServerConfig config(Path commandFile) throws Exception {
        NscaServerConfig config = TestConfig.yaml(
                folder,
                "listen: [{address: 127.0.0.1, port: " + RunningProgram.freePort() + "}]\n"
                        + "credentials: [{method: 14, password: a long password}]\nsinks: [{command_file: "
                        + commandFile + "}]\nlimits: {results_per_second_per_source: " + RESULTS_PER_SECOND + "}\n");
        return TestConfig.withSink(config, new SinkConfig.CommandFile(commandFile, Optional.empty(), Optional.empty()));
    }
}
