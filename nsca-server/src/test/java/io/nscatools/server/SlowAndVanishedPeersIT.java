package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.PacketLayout;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients whose connections would last for ever, if the server let them. */
class SlowAndVanishedPeersIT {
    private static final String SERVER_ADDRESS = "198.18.73.1";
    private static final String PEER_ADDRESS = "198.18.73.2";
    private static final int CONNECTIONS = 60;

    @TempDir
    private Path folder;

    /** Never silent for long, but a packet would take an hour. */
    @Test
    void endsConnectionsThatBringAByteASecond() throws Exception {
        WatchedServer server = WatchedServer.start(folder, "idle_time: 2s");
        List<TestClient> slow = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            slow.add(TestClient.connect(server.port()));
        }
        byte[] packet = slow.get(0)
                .encrypted(
                        WatchedServer.CREDENTIAL,
                        PacketLayout.LEGACY,
                        slow.get(0).packet("h", "s", "never"));
        int ended = 0;
        for (int second = 0; ended < CONNECTIONS; second++) {
            assertThat(second)
                    .as("seconds; " + ended + " connections have been ended")
                    .isLessThan(30);
            ended = 0;
            for (TestClient client : slow) {
                ended += write(client, packet[second]) ? 0 : 1;
            }
            server.deliverOne();
            TimeUnit.SECONDS.sleep(1); // the clients' own slowness
        }
        for (TestClient client : slow) {
            client.close();
        }
        server.stop();
    }

    private static boolean write(TestClient client, byte one) {
        try {
            client.socket().getOutputStream().write(one);
            return true;
        } catch (IOException e) {
            return false; // reset
        }
    }

    /** The cable is pulled: no end of the connection ever comes, whatever had come before. */
    @Test
    void forgetsPeersWhoseNetworkIsGone() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "only root makes network namespaces");
        String namespace = "nsca-it-" + ProcessHandle.current().pid();
        try {
            makeNetwork(namespace, "nsca-it0");
            int port = RunningProgram.freePort();
            WatchedServer server =
                    WatchedServer.start(folder, new InetSocketAddress(SERVER_ADDRESS, port), "idle_time: 2s");
            Process peer = startPeer(namespace, port);
            Await.until(() -> server.openConnections() >= CONNECTIONS, () -> server.openConnections() + " connections");
            run("ip", "-n", namespace, "link", "set", "eth0", "down");
            peer.destroyForcibly().waitFor(); // nobody hears of it any more
            server.deliverOne();
            Await.until(() -> server.openConnections() == 0, () -> server.openConnections() + " connections are left");
            server.stop();
        } finally {
            run("ip", "netns", "delete", namespace);
        }
    }

    private static void makeNetwork(String namespace, String device) throws Exception {
        run("ip", "netns", "add", namespace);
        run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        run("ip", "address", "add", SERVER_ADDRESS + "/30", "dev", device);
        run("ip", "link", "set", device, "up");
        run("ip", "-n", namespace, "address", "add", PEER_ADDRESS + "/30", "dev", "eth0");
        run("ip", "-n", namespace, "link", "set", "eth0", "up");
    }

    /** Connects: a third sends nothing more, a third nearly all of a packet, and a third some random bytes. */
    private static Process startPeer(String namespace, int port) throws IOException {
        String connect = "exec {s}<>/dev/tcp/" + SERVER_ADDRESS + "/" + port + "; ";
        return new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        namespace,
                        "bash",
                        "-c",
                        "for i in $(seq " + CONNECTIONS / 3 + "); do " + connect + connect
                                + "head -c 700 /dev/zero >&$s; " + connect + "head -c 300 /dev/urandom >&$s; done; "
                                + "exec sleep 60")
                .inheritIO()
                .start();
    }

    private static void run(String... command) throws Exception {
        CommandResult result = CommandResult.run(new ProcessBuilder(command), new byte[0]);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }
}
