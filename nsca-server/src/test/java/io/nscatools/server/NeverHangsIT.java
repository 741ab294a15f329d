package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever some clients do, others are served all the while, and when they have gone, nothing is left of them. */
class NeverHangsIT {
    private static final Credential CREDENTIAL = WatchedServer.CREDENTIAL;
    private static final int IDLE_CONNECTIONS = 5000;
    /** Each connection takes a descriptor on both sides, both of this process. */
    private static final int OTHER_DESCRIPTORS = 500;

    @TempDir
    private Path folder;

    private WatchedServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        server = WatchedServer.start(folder, "connections: 20000, connections_per_source: 20000, idle_time: 5min");
        port = server.port();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        server.stop();
    }

    @Test
    void servesOthersBesideThousandsOfIdleConnections() throws Exception {
        int idleConnections = Math.min(IDLE_CONNECTIONS, (int) (descriptorLimit() - OTHER_DESCRIPTORS) / 2);
        assertThat(idleConnections).as("allowed by ulimit -n").isPositive();
        List<TestClient> idle = new ArrayList<>();
        for (int i = 0; i < idleConnections; i++) {
            idle.add(TestClient.connect(port));
            if (i % 500 == 0) {
                server.deliverOne();
            }
        }
        assertThat(server.openConnections()).isGreaterThanOrEqualTo(idleConnections);
        server.deliverOne();
        for (TestClient client : idle) {
            client.close();
        }
    }

    @Test
    void servesOthersBesideOnesThatSendAByteNowAndThen() throws Exception {
        List<TestClient> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(TestClient.connect(port));
        }
        List<byte[]> packets = new ArrayList<>();
        for (TestClient client : slow) {
            packets.add(client.encrypted(CREDENTIAL, PacketLayout.LEGACY, client.packet("slow", "s", "o")));
        }
        for (int i = 0; i < packets.get(0).length; i++) {
            for (int c = 0; c < slow.size(); c++) {
                slow.get(c).socket().getOutputStream().write(packets.get(c)[i]);
            }
            if (i % 100 == 0) {
                server.deliverOne();
            }
        }
        for (TestClient client : slow) {
            assertThat(client.receipt()).contains(new Receipt(1, 0));
            client.close();
        }
        server.expect(slow.size());
    }

    @Test
    void survivesAResetAtEveryByteOfAPacket() throws Exception {
        int length = PacketLayout.LEGACY.packetLength();
        for (int sent = 0; sent < length; sent++) {
            try (TestClient client = TestClient.connect(port)) {
                byte[] bytes = client.encrypted(CREDENTIAL, PacketLayout.LEGACY, client.packet("h", "s", "never"));
                client.socket().getOutputStream().write(bytes, 0, sent);
                client.socket().setSoLinger(true, 0);
            }
            if (sent % 100 == 0) {
                server.deliverOne();
            }
        }
    }

    @Test
    void givesNoReceiptForAPacketThatEndsEarly() throws Exception {
        for (int sent : new int[] {1, 12, 13, 209, 719, 721, 4303}) {
            try (TestClient client = TestClient.connect(port)) {
                byte[] bytes = client.encrypted(CREDENTIAL, PacketLayout.CURRENT, client.packet("h", "s", "never"));
                client.socket().getOutputStream().write(bytes, 0, sent);
                assertThat(hasReceipt(client)).as("after " + sent + " bytes").isFalse();
            }
        }
    }

    @Test
    void survivesRandomBytes() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(20_000)];
            random.nextBytes(noise);
            try (TestClient client = TestClient.connect(port)) {
                client.socket().getOutputStream().write(noise);
                assertThat(noise.length > 0 && hasReceipt(client)).isFalse();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .as("one thread reads the rules and diagnoses, and nothing was to be looked up")
                .filteredOn(thread -> Set.of("side-task", "look-up").contains(thread.getName()))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void takesEveryFieldAtItsLimit() throws Exception {
        for (PacketLayout layout : List.of(PacketLayout.LEGACY, PacketLayout.CURRENT)) {
            for (int returnCode : new int[] {Short.MIN_VALUE, -1, 0, 3, 4, Short.MAX_VALUE}) {
                try (TestClient client = TestClient.connect(port)) {
                    DataPacket full = new DataPacket(
                            client.packet("", "", "").timestamp(),
                            returnCode,
                            ByteString.of("h".repeat(layout.maxHostNameLength())),
                            ByteString.of("s".repeat(layout.maxServiceDescriptionLength())),
                            ByteString.of("\\\n".repeat(layout.maxPluginOutputLength() / 2)));
                    client.socket().getOutputStream().write(client.encrypted(CREDENTIAL, layout, full, full));
                    assertThat(client.receipt()).contains(new Receipt(2, 0));
                    server.expect(2);
                }
            }
        }
    }

    @Test
    void forgetsPeersThatNeverRead() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.shutdownOutput(); // and nothing is ever read from it
            sockets.add(socket);
        }
        server.deliverOne();
        Await.until(() -> server.openConnections() == 0, () -> server.openConnections() + " connections are left");
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static boolean hasReceipt(TestClient client) {
        try {
            return client.receipt().isPresent();
        } catch (IOException e) {
            return false; // a reset
        }
    }

    private static long descriptorLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[3]))
                .findFirst()
                .orElseThrow();
    }
}
