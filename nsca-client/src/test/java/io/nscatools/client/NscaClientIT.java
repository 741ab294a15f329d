package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.DeliveryReport.Outcome;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Receipt;
import io.nscatools.protocol.Secret;
import io.nscatools.protocol.ServiceCheckResult;
import io.nscatools.testsupport.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says became of its results, against daemons of every kind. */
class NscaClientIT {
    private static final int PACKET = 4304;
    private static final CheckResult RESULT = result("web", "HTTP");
    private static final String DROPPED = "the server dropped the connection: wrong password or encryption method,"
            + " clocks apart, or the server was stopped";

    @Test
    void confirmsWhatTheReceiptConfirms() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(2, 0))) {
            DeliveryReport report = client(server).send(RESULT, RESULT);
            Outcome confirmed = new Outcome(RESULT, DeliveryStatus.CONFIRMED, "");
            assertThat(report).isEqualTo(new DeliveryReport(List.of(confirmed, confirmed), 2, 0, 0, 0, List.of()));
            assertThat(report.isDelivered()).isTrue();
            assertThat(server.received()).hasSize(2 * PACKET);
        }
    }

    @Test
    void neverConfirmsSingleResultsWhereSomeWereRefused() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(2, 1))) {
            DeliveryReport report = client(server).send(RESULT, RESULT, RESULT);
            Outcome unknown =
                    new Outcome(RESULT, DeliveryStatus.UNCONFIRMED, "1 of 3 refused by the server, whose log says why");
            assertThat(report).isEqualTo(new DeliveryReport(List.of(unknown, unknown, unknown), 2, 0, 1, 0, List.of()));
            assertThat(report.isDelivered()).isFalse();
        }
    }

    @Test
    void rejectsAllWhereAllWereRefused() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(0, 2))) {
            DeliveryReport report = client(server).send(RESULT, RESULT);
            assertThat(report.outcomes()).extracting(Outcome::status).containsOnly(DeliveryStatus.REJECTED);
            assertThat(report.rejected()).isEqualTo(2);
            assertThat(report.toResend()).isEmpty();
        }
    }

    @Test
    void probesOnlyAServerThatGivesReceipts() throws Exception {
        try (FakeNsca ours = new FakeNsca(FakeNsca.giving(0, 1));
                FakeNsca theirs = new FakeNsca(FakeNsca.receiving());
                FakeNsca other = new FakeNsca(FakeNsca.resettingAfter(PACKET, true));
                FakeNsca stopped = new FakeNsca(FakeNsca.answering(new byte[0]))) {
            assertThat(client(ours).connect().probe()).isEqualTo(ProbeAnswer.AGREES);
            assertThat(ours.received()).hasSize(PACKET);
            assertThat(client(theirs).connect().probe()).isEqualTo(ProbeAnswer.UNKNOWN);
            assertThat(theirs.received()).isEmpty();
            assertThat(client(other).connect().probe()).isEqualTo(ProbeAnswer.DIFFERS);
            assertThat(client(stopped).connect().probe()).isEqualTo(ProbeAnswer.UNKNOWN);
        }
    }

    @Test
    void takesAReceiptThatWasNotAnnounced() throws Exception {
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            FakeNsca.receiving().serve(connection, daemon);
            connection.getOutputStream().write(new Receipt(1, 0).encode());
        })) {
            assertThat(client(server).send(RESULT).confirmed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 2 of 1", "0, 0, 0 of 1", "0, 2, 2 of 1"})
    void doesNotBelieveAReceiptWithOtherNumbers(int accepted, int refused, String numbers) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(accepted, refused))) {
            assertOnly(
                    client(server).send(RESULT),
                    DeliveryStatus.FAILED,
                    "the server's receipt is for " + numbers + " results");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 13, 100})
    void failsWithoutTheAnnouncedReceiptWhole(int length) throws Exception {
        byte[] answer = Arrays.copyOf(new Receipt(1, 0).encode(), length);
        try (FakeNsca server = new FakeNsca(FakeNsca.answering(answer))) {
            assertOnly(
                    client(server).send(RESULT),
                    DeliveryStatus.FAILED,
                    "the server ended the connection without its receipt: it was stopped");
        }
    }

    @Test
    void isUnconfirmedAfterTheEndOfAServerWithoutReceipts() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.receiving())) {
            DeliveryReport report = client(server).send(RESULT);
            assertOnly(report, DeliveryStatus.UNCONFIRMED, "the server gives no receipt");
            assertThat(report.isDelivered()).isTrue();
            assertThat(report.toResend()).isEmpty();
        }
    }

    @Test
    void isToBeSentAgainIfAReceiptIsRequired() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.receiving())) {
            DeliveryReport report = builder(server)
                    .confirm(ConfirmMode.REQUIRE)
                    .retries(3)
                    .build()
                    .send(RESULT);
            assertOnly(report, DeliveryStatus.UNCONFIRMED, "the server gives no receipt");
            assertThat(report.isDelivered()).isFalse();
            assertThat(report.toResend()).containsExactly(RESULT);
            server.received();
            assertThat(server.waiting()).as("deliveries after the first").isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotWaitForeverForTheEnd(boolean announcesReceipt) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.hangingAtTheEnd(announcesReceipt))) {
            DeliveryReport report =
                    builder(server).timeout(Duration.ofSeconds(1)).build().send(RESULT);
            assertOnly(
                    report,
                    announcesReceipt ? DeliveryStatus.FAILED : DeliveryStatus.UNCONFIRMED,
                    announcesReceipt
                            ? "no receipt from the server in time"
                            : "the server gives no receipt and keeps the connection open");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "4304, true", "1, false", "4304, false"})
    void isRejectedByAReset(int length, boolean announcesReceipt) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.resettingAfter(length, announcesReceipt))) {
            DeliveryReport report = client(server).send(Collections.nCopies(length == PACKET ? 1 : 1000, RESULT));
            assertThat(report.outcomes())
                    .containsOnly(new Outcome(
                            RESULT, DeliveryStatus.REJECTED, "localhost:" + server.port() + ": " + DROPPED));
            assertThat(report.toResend()).hasSameSizeAs(report.outcomes());
        }
    }

    @Test
    void endsInTimeWhenTheServerDoesNotRead() throws Exception {
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            connection.getOutputStream().write(FakeNsca.initPacket(true));
            FakeNsca.silent().serve(connection, daemon);
        })) {
            DeliveryReport report =
                    builder(server).timeout(Duration.ofSeconds(1)).build().send(Collections.nCopies(10_000, RESULT));
            assertThat(report.failed()).isEqualTo(10_000);
            assertThat(report.outcomes().get(0).reason()).contains("time over while sending");
        }
    }

    @Test
    void asksForNothingIfToldSo() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.hangingAtTheEnd(true))) {
            DeliveryReport report =
                    builder(server).confirm(ConfirmMode.OFF).build().send(RESULT);
            assertOnly(report, DeliveryStatus.UNCONFIRMED, "no confirmation was asked for");
            assertThat(server.received()).hasSize(PACKET);
        }
    }

    @Test
    void takesTheNextServerWhenOneFails() throws Exception {
        try (FakeNsca rejecting = new FakeNsca(FakeNsca.resettingAfter(1, true));
                FakeNsca silent = new FakeNsca(FakeNsca.silent());
                FakeNsca good = new FakeNsca(FakeNsca.giving(1, 0))) {
            DeliveryReport report = builder(rejecting)
                    .server("localhost", RunningProgram.freePort())
                    .server("localhost", silent.portNumber())
                    .server("localhost", good.portNumber())
                    .connectTimeout(Duration.ofSeconds(1))
                    .build()
                    .send(RESULT);
            assertOnly(report, DeliveryStatus.CONFIRMED, "");
        }
    }

    @Test
    void namesEveryServerThatFailed() throws Exception {
        int closed = RunningProgram.freePort();
        try (FakeNsca rejecting = new FakeNsca(FakeNsca.resettingAfter(1, true))) {
            DeliveryReport report =
                    builder(rejecting).server("localhost", closed).build().send(RESULT);
            assertOnly(report, DeliveryStatus.FAILED, DROPPED + "; localhost:" + closed + ": Connection refused");
        }
    }

    @Test
    void triesAgain() throws Exception {
        int[] connections = {0};
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            FakeNsca.Behaviour behaviour =
                    connections[0]++ < 2 ? FakeNsca.resettingAfter(1, true) : FakeNsca.giving(1, 0);
            behaviour.serve(connection, daemon);
        })) {
            NscaClientBuilder builder = builder(server).backoff(Duration.ofMillis(1), Duration.ofMillis(2));
            assertThat(builder.retries(1).build().send(RESULT).rejected()).isEqualTo(1);
            assertThat(builder.retries(1).build().send(RESULT).confirmed()).isEqualTo(1);
        }
    }

    @Test
    void sendsWhatCanBeSentAndNamesTheRest() throws Exception {
        CheckResult tooLong = result("h".repeat(64), "s");
        CheckResult semicolon = result("h", "a;b");
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(1, 0))) {
            DeliveryReport report = client(server).send(tooLong, RESULT, semicolon);
            assertThat(report.outcomes())
                    .containsExactly(
                            new Outcome(
                                    tooLong,
                                    DeliveryStatus.REJECTED,
                                    "not sent: host name '" + "h".repeat(64) + "' has 64 bytes, 63 fit"),
                            new Outcome(RESULT, DeliveryStatus.CONFIRMED, ""),
                            new Outcome(
                                    semicolon,
                                    DeliveryStatus.REJECTED,
                                    "not sent: service description 'a;b' has a semicolon at byte 1"));
            assertThat(report.rejected()).isEqualTo(2);
            assertThat(report.confirmed()).isEqualTo(1);
            assertThat(report.toResend()).isEmpty();
            assertThat(server.received()).hasSize(PACKET);
        }
    }

    @Test
    void sendsAside() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.giving(1, 0))) {
            assertThat(client(server)
                            .sendAsync(List.of(RESULT))
                            .get(30, TimeUnit.SECONDS)
                            .confirmed())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectsToNobodyWithoutResults(ConfirmMode mode) throws Exception {
        NscaClient client = NscaClient.builder()
                .server("no.such.host.invalid", 1)
                .credential(credential())
                .confirm(mode)
                .build();
        assertThat(client.send()).isEqualTo(new DeliveryReport(List.of(), 0, 0, 0, 0, List.of()));
    }

    private static void assertOnly(DeliveryReport report, DeliveryStatus status, String reason) {
        assertThat(report.outcomes()).hasSize(1);
        assertThat(report.outcomes().get(0).status()).isEqualTo(status);
        assertThat(report.outcomes().get(0).reason()).endsWith(reason);
        assertThat(List.of(report.confirmed(), report.unconfirmed(), report.rejected(), report.failed()))
                .containsExactlyElementsOf(List.of(DeliveryStatus.values()).stream()
                        .map(each -> each == status ? 1L : 0L)
                        .toList());
    }

    private static NscaClient client(FakeNsca server) {
        return builder(server).build();
    }

    private static NscaClientBuilder builder(FakeNsca server) {
        return NscaClient.builder().server("localhost", server.portNumber()).credential(credential());
    }

    private static Credential credential() {
        return new Credential(EncryptionMethod.RIJNDAEL_128, new Secret("a password".getBytes(StandardCharsets.UTF_8)));
    }

    private static CheckResult result(String host, String service) {
        return new ServiceCheckResult(ByteString.of(host), ByteString.of(service), 2, ByteString.of("CRITICAL"));
    }
}
