package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.RunningProgram;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheServerDoes() throws Exception {
        NscaServerConfig config = config("{method: 1, password: x, hosts: h}");
        try (NscaServer server = NscaServer.start(config, Clock.systemUTC())) {
            int port = server.address().getPort();
            try (TestClient client = TestClient.connect(port)) {
                client.send(Packets.credential(EncryptionMethod.XOR, "x"), "h", "s", "1", "2");
                client.send(Packets.credential(EncryptionMethod.XOR, "x"), "other", "s", "3");
                assertThat(client.receipt()).isPresent();
            }
            try (TestClient client = TestClient.connect(port)) {
                client.socket()
                        .getOutputStream()
                        .write(client.encrypted(
                                Packets.credential(EncryptionMethod.XOR, "x"),
                                PacketLayout.CURRENT,
                                DataPacket.probe(Instant.now().getEpochSecond())));
                assertThat(client.receipt()).contains(new Receipt(0, 1));
            }
            try (TestClient client = TestClient.connect(port)) {
                client.socket().getOutputStream().write(new byte[720]);
                assertThat(get(server, "/metrics"))
                        .contains(
                                "nsca_connections_total 3.0",
                                "nsca_probes_total 1.0",
                                "nsca_results_total{source=\"127.0.0.1\",state=\"critical\"} 2.0",
                                "nsca_rejections_total{reason=\"not_allowed\"} 1.0",
                                "nsca_sink_delivered_results_total{sink=\"file " + folder + "/results\"} 2.0",
                                "nsca_sink_up{sink=\"file " + folder + "/results\"} 1.0",
                                "nsca_sink_queued_results{",
                                "nsca_sink_journal_bytes{",
                                "nsca_sink_latency_seconds{")
                        .doesNotContain("reason=\"probe\"");
            }
            Await.until(
                    () -> get(server, "/metrics").contains("nsca_rejections_total{reason=\"packet_version\"} 1.0"),
                    () -> get(server, "/metrics"));
            assertThat(get(server, "/health")).isEqualTo("ok\n");
        }
    }

    @Test
    void answersThoughOthersNeverEndTheirRequests() throws Exception {
        NscaServerConfig config = config("{method: 1, password: x}");
        try (NscaServer server = NscaServer.start(config, Clock.systemUTC());
                Socket one = begin(server);
                Socket another = begin(server);
                Socket third = begin(server)) {
            assertThat(get(server, "/health")).isEqualTo("ok\n");
            assertThat(List.of(one, another, third)).allMatch(Socket::isConnected);
        }
    }

    private static Socket begin(NscaServer server) throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), server.metricsPort().orElseThrow());
        socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String get(NscaServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.metricsPort().orElseThrow() + path);
        URLConnection connection = uri.toURL().openConnection();
        connection.setReadTimeout(30_000);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private NscaServerConfig config(String credential) throws Exception {
        return TestConfig.yaml(
                folder,
                "listen: [{address: 127.0.0.1, port: " + RunningProgram.freePort()
                        + "}]\ncredentials: [" + credential + "]\nsinks: [{file: " + folder
                        + "/results}]\nmetrics: {listen: " + RunningProgram.freePort() + "}\n");
    }
}
