package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.testsupport.CommandResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What send_nsca says and how it ends, by what the server answers. */
class ConfirmIT {
    private static final String TWO = "h\ts\t0\tone\u0017h\ts\t0\ttwo\n";
    private static final String SENT = "2 data packet(s) sent to host successfully.\n";
    private static final String DROPPED = "the server dropped the connection: wrong password or encryption method,"
            + " clocks apart, or the server was stopped\n";

    @TempDir
    private Path folder;

    private String config;

    @BeforeEach
    void configure() throws Exception {
        config = Command.config(folder, "");
    }

    @Test
    void saysHowManyAreConfirmed() throws Exception {
        assertThat(run(FakeNsca.giving(2, 0))).isEqualTo(new CommandResult(0, SENT, "2 confirmed\n"));
        assertThat(run(FakeNsca.giving(2, 0), "--quiet")).isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void saysThatNobodyKnows() throws Exception {
        assertThat(run(FakeNsca.receiving()))
                .isEqualTo(new CommandResult(0, SENT, "2 unconfirmed: the server gives no receipt\n"));
    }

    @Test
    void takesTheAbsenceOfAReceiptForAFailureIfToldSo() throws Exception {
        assertThat(run(FakeNsca.receiving(), "--confirm=require"))
                .isEqualTo(new CommandResult(2, "", "Error: 2 unconfirmed: the server gives no receipt\n"));
        assertThat(run(FakeNsca.giving(2, 0), "--confirm", "require").exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAsTheReferenceIfToldSo(boolean announcesReceipt) throws Exception {
        assertThat(run(FakeNsca.hangingAtTheEnd(announcesReceipt), "--confirm=off"))
                .isEqualTo(new CommandResult(0, SENT, ""));
    }

    @Test
    void neverSaysSuccessfullyOfWhatWasRejected() throws Exception {
        assertThat(run(FakeNsca.resettingAfter(2 * 4304, true)))
                .isEqualTo(new CommandResult(2, "", "Error: 2 rejected: " + DROPPED));
        assertThat(run(FakeNsca.giving(1, 1), "--quiet"))
                .isEqualTo(new CommandResult(
                        2, "", "Error: 1 confirmed, 1 rejected: 1 of 2 refused by the server, whose log says why\n"));
    }

    @Test
    void failsWithoutTheAnnouncedReceipt() throws Exception {
        assertThat(run(FakeNsca.answering(new byte[11])))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "Error: 2 failed: the server ended the connection without its receipt: it was stopped\n"));
        assertThat(run(FakeNsca.hangingAtTheEnd(true), "-to", "1"))
                .isEqualTo(new CommandResult(2, "", "Error: 2 failed: no receipt from the server in time\n"));
    }

    /** A thousand results do not fit into what the kernel buffers, so that the reset comes while sending. */
    @Test
    void endsWithTheReferencesCodeWhereTheReferenceHasOne() throws Exception {
        String many = "h\ts\t0\to\u0017".repeat(5_000);
        try (FakeNsca ours = new FakeNsca(FakeNsca.resettingAfter(4304, true));
                FakeNsca theirs = new FakeNsca(FakeNsca.resettingAfter(4304, false))) {
            CommandResult byOurs = new Command().run(many, "localhost", "-p", ours.port(), "-c", config);
            assertThat(byOurs.exitCode()).isEqualTo(2);
            CommandResult byTheirs = new Command().run(many, "localhost", "-p", theirs.port(), "-c", config);
            assertThat(byTheirs.exitCode()).isEqualTo(3);
            assertThat(byTheirs.stdout()).isEmpty();
            assertThat(byTheirs.stderr())
                    .startsWith("Error: Could not send data to host\n")
                    .endsWith(" rejected: " + DROPPED);
        }
    }

    private CommandResult run(FakeNsca.Behaviour behaviour, String... more) throws Exception {
        try (FakeNsca server = new FakeNsca(behaviour)) {
            String[] args = new String[5 + more.length];
            System.arraycopy(new String[] {"localhost", "-p", server.port(), "-c", config}, 0, args, 0, 5);
            System.arraycopy(more, 0, args, 5, more.length);
            return new Command().run(TWO, args);
        }
    }
}
