package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.client.FakeNsca;
import io.nscatools.client.NscaClient;
import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Input that takes longer than a server takes results over one connection. */
class StreamSinkIT {
    private static final CheckResult RESULT =
            CheckResult.of(ByteString.of("h"), ByteString.of("s"), 0, ByteString.of("o"));

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    @Test
    void endsAnOldConnectionAndGoesOnOverANewOne() throws Exception {
        try (FakeNsca server = counting(FakeNsca.honest(taken))) {
            StreamSink sink = sink(server, Duration.ZERO);
            assertThat(sink.begin()).isTrue();
            sink.add(RESULT);
            sink.idle();
            sink.idle();
            sink.add(RESULT);
            sink.add(RESULT);
            Tally tally = sink.end();
            assertThat(tally.summary()).isEqualTo("3 confirmed");
            assertThat(taken).hasSize(3);
            assertThat(connections).hasValueGreaterThan(2);
        }
    }

    @Test
    void keepsToTheOneConnectionWithAServerWithoutReceipts() throws Exception {
        try (FakeNsca server = counting(FakeNsca.receiving())) {
            StreamSink sink = sink(server, Duration.ZERO);
            assertThat(sink.begin()).isTrue();
            sink.add(RESULT);
            sink.idle();
            sink.add(RESULT);
            assertThat(sink.end().unconfirmed()).isEqualTo(2);
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void tellsOfAllResultsWhereTheNextConnectionFails() throws Exception {
        try (FakeNsca server = new FakeNsca((connection, daemon) -> {
            FakeNsca.Behaviour behaviour =
                    connections.getAndIncrement() < 2 ? FakeNsca.honest(taken) : FakeNsca.closingAfter(0);
            behaviour.serve(connection, daemon);
        })) {
            StreamSink sink = sink(server, Duration.ZERO);
            assertThat(sink.begin()).isTrue();
            sink.add(RESULT);
            sink.idle();
            assertThatThrownBy(() -> sink.add(RESULT)).hasMessageContaining("before its init packet");
            assertThat(sink.end().summary()).startsWith("1 confirmed, 1 failed: ");
            assertThat(sink.lostExitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    private FakeNsca counting(FakeNsca.Behaviour behaviour) throws Exception {
        return new FakeNsca((connection, daemon) -> {
            connections.incrementAndGet();
            behaviour.serve(connection, daemon);
        });
    }

    private static StreamSink sink(FakeNsca server, Duration maxConnectionAge) {
        NscaClient client = NscaClient.builder()
                .server("127.0.0.1", server.portNumber())
                .credential(new Credential(EncryptionMethod.NONE, new Secret(new byte[0])))
                .build();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
        return new StreamSink(client, console, 20, Deadline.in(Duration.ofSeconds(20)), maxConnectionAge);
    }
}
