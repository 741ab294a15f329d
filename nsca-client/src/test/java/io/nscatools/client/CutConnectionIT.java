package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import io.nscatools.protocol.Receipt;
import io.nscatools.protocol.Secret;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is killed at any byte of the exchange: nothing is ever confirmed that it did not take. */
class CutConnectionIT {
    private static final int PACKET = 4304;
    private static final CheckResult ONE =
            CheckResult.of(ByteString.of("h"), ByteString.of("one"), 0, ByteString.of("1"));
    private static final CheckResult TWO =
            CheckResult.of(ByteString.of("h"), ByteString.of("two"), 0, ByteString.of("2"));

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void confirmsNothingThatWasCutOffOnItsWay(boolean reset) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken));
                CuttingProxy proxy = new CuttingProxy(server.portNumber())) {
            NscaClient client = client(proxy);
            for (int offset = 0; offset < PACKET; offset++) {
                proxy.cutAfter(offset, Long.MAX_VALUE, reset);
                assertNothingConfirmed(client, "cut after " + offset + " bytes to the server", ONE);
            }
            for (int offset = PACKET; offset < 2 * PACKET; offset += 67) {
                proxy.cutAfter(offset, Long.MAX_VALUE, reset);
                assertNothingConfirmed(client, "cut after " + offset + " bytes to the server", ONE, TWO);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void confirmsNothingWhoseAnswerWasCutOff(boolean reset) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken));
                CuttingProxy proxy = new CuttingProxy(server.portNumber())) {
            NscaClient client = client(proxy);
            for (int offset = 0; offset < InitPacket.LENGTH + Receipt.LENGTH; offset++) {
                proxy.cutAfter(Long.MAX_VALUE, offset, reset);
                assertNothingConfirmed(client, "cut after " + offset + " bytes to the client", ONE, TWO);
            }
        }
    }

    @Test
    void confirmsWhatIsNotCut() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken));
                CuttingProxy proxy = new CuttingProxy(server.portNumber())) {
            assertThat(client(proxy).send(ONE, TWO).confirmed()).isEqualTo(2);
            assertThat(taken).containsExactly(ONE, TWO);
        }
    }

    /** Each is lost at another place; what is sent again until it is confirmed has arrived, each at least once. */
    @Test
    void losesNothingThatIsSentAgain() throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken));
                CuttingProxy proxy = new CuttingProxy(server.portNumber())) {
            NscaClient client = client(proxy);
            Set<CheckResult> confirmed = new LinkedHashSet<>();
            for (int offset = 0; offset < 2 * PACKET; offset += 997) {
                CheckResult result =
                        CheckResult.of(ByteString.of("h"), ByteString.of("cut " + offset), 0, ByteString.of("o"));
                proxy.cutAfter(offset, Long.MAX_VALUE, false);
                DeliveryReport report = client.send(result, result);
                while (!report.toResend().isEmpty()) {
                    proxy.cutAfter(Long.MAX_VALUE, Long.MAX_VALUE, false);
                    report = client.send(report.toResend());
                }
                confirmed.add(result);
            }
            assertThat(taken).containsAll(confirmed);
        }
    }

    private static void assertNothingConfirmed(NscaClient client, String what, CheckResult... results) {
        DeliveryReport report = client.send(results);
        assertThat(report.confirmed()).as(what).isZero();
        assertThat(report.unconfirmed()).as(what).isZero();
        assertThat(report.toResend()).as(what).hasSize(results.length);
    }

    private static NscaClient client(CuttingProxy proxy) {
        return NscaClient.builder()
                .server("127.0.0.1", proxy.port())
                .credential(new Credential(EncryptionMethod.NONE, new Secret(new byte[0])))
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
