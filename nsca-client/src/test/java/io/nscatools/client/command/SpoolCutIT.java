package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.CuttingProxy;
import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is killed at any byte of the exchange with {@code send_nsca --spool}: nothing is lost. */
class SpoolCutIT {
    private static final int TWO_PACKETS = 2 * 4304;
    /**
     * To the server every byte of the whole exchange is cut by CutConnectionIT; each cut costs the disk a sync here.
     */
    private static final int STEP = 269;

    @TempDir
    private Path folder;

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private String config;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingAndConfirmsNothingThatWasNotTaken(boolean reset) throws Exception {
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=0\n")
                .toString();
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken));
                CuttingProxy proxy = new CuttingProxy(server.portNumber())) {
            for (int offset = 0; offset < TWO_PACKETS; offset += STEP) {
                proxy.cutAfter(offset, Long.MAX_VALUE, reset);
                cutThenWhole(proxy, "cut after " + offset + " bytes to the server");
            }
            proxy.cutAfter(TWO_PACKETS - 1, Long.MAX_VALUE, reset);
            cutThenWhole(proxy, "cut before the last byte to the server");
            for (int offset = 0; offset < InitPacket.LENGTH + Receipt.LENGTH; offset++) {
                proxy.cutAfter(Long.MAX_VALUE, offset, reset);
                cutThenWhole(proxy, "cut after " + offset + " bytes to the client");
            }
            List<String> arrived = taken.stream()
                    .map(result -> result.pluginOutput().toString())
                    .distinct()
                    .toList();
            assertThat(arrived).isEqualTo(outputs);
        }
    }

    /** Two results whose connection is cut, then a third over one that is not. */
    private void cutThenWhole(CuttingProxy proxy, String what) throws IOException {
        CommandResult cut = send(proxy, next() + "\n" + next());
        assertThat(cut.exitCode()).as(what).isEqualTo(2);
        assertThat(cut.stdout()).as(what).isEmpty();
        assertThat(cut.stderr()).as(what).contains("2 result(s) are kept in ").doesNotContain("confirmed");
        proxy.cutAfter(Long.MAX_VALUE, Long.MAX_VALUE, false);
        CommandResult whole = send(proxy, next());
        assertThat(whole.exitCode()).as(what + ", then: " + whole.stderr()).isZero();
        assertThat(whole.stderr()).as(what).isEqualTo("3 confirmed\n");
    }

    private String next() {
        outputs.add("result " + outputs.size());
        return "h\ts\t0\t" + outputs.get(outputs.size() - 1);
    }

    private CommandResult send(CuttingProxy proxy, String input) {
        CommandResult result = new Command()
                .run(
                        input,
                        "127.0.0.1:" + proxy.port(),
                        "-c",
                        config,
                        "--lines",
                        "--spool",
                        folder.resolve("spool").toString());
        return new CommandResult(
                result.exitCode(), result.stdout(), result.stderr().replaceAll("Warning: .*protects nothing.*\n", ""));
    }
}
