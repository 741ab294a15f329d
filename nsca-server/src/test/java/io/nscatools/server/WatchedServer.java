package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Receipt;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.RunningProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server in this process that must serve everybody all the while, and of which nothing may be left at the end that
 * was not there at the beginning. Buffers are {@link LeakCheck}'s.
 */
final class WatchedServer {
    static final Credential CREDENTIAL = Packets.credential(EncryptionMethod.RIJNDAEL_128, "a long password");

    private static final String LOOPS = "multiThreadIoEventLoopGroup";
    /** What the Java machine itself keeps, such as code that it has compiled meanwhile, is not on the heap. */
    private static final long HEAP_NOISE = 4 << 20;

    private final Path results;
    private final NscaServer server;
    private final int port;
    private final long descriptorsBefore;
    private final Set<String> threadsBefore;
    private final long heapBefore;
    private int delivered;

    private WatchedServer(Path folder, String listen, String limits) throws Exception {
        results = folder.resolve("results");
        port = RunningProgram.freePort();
        server = NscaServer.start(
                TestConfig.yaml(
                        folder,
                        "listen: [{address: 127.0.0.1, port: " + port + "}" + listen
                                + "]\ncredentials: [{method: 14, password: a long password}]\nsinks: [{file: " + results
                                + "}]\nlimits: {" + limits + "}\n"),
                Clock.systemUTC());
        deliverOne(); // so that everything is loaded
        descriptorsBefore = descriptors();
        threadsBefore = threads();
        heapBefore = heap();
    }

    /** Starts a server with {@code limits}. */
    static WatchedServer start(Path folder, String limits) throws Exception {
        return new WatchedServer(folder, "", limits);
    }

    /** Starts one that listens on {@code address}, too. */
    static WatchedServer start(Path folder, InetSocketAddress address, String limits) throws Exception {
        return new WatchedServer(
                folder, ", {address: " + address.getHostString() + ", port: " + address.getPort() + "}", limits);
    }

    int port() {
        return port;
    }

    int openConnections() {
        return server.openConnections();
    }

    /** Sends a result and waits for its receipt. */
    void deliverOne() throws Exception {
        try (TestClient client = TestClient.connect(port)) {
            assertThat(client.send(CREDENTIAL, "h", "s", "good").receipt()).contains(new Receipt(1, 0));
        }
        delivered++;
    }

    /** Says that {@code results} have got their receipts beside those of {@link #deliverOne()}. */
    void expect(int more) {
        delivered += more;
    }

    /** Fails unless it still serves, and everything of former clients is gone; stops it. */
    void stop() throws Exception {
        deliverOne();
        Await.until(() -> openConnections() == 0, () -> openConnections() + " connections are left");
        Await.until(
                () -> descriptors() <= descriptorsBefore,
                () -> descriptors() + " descriptors, before it were " + descriptorsBefore);
        Await.until(() -> threadsBefore.containsAll(threads()), () -> threads() + ", before it were " + threadsBefore);
        Await.until(
                () -> heap() <= heapBefore + HEAP_NOISE, () -> heap() + " bytes of heap, before it were " + heapBefore);
        server.close();
        Await.until(
                () -> threads().stream().noneMatch(name -> name.startsWith(LOOPS)),
                () -> threads().toString());
        assertThat(Files.readAllLines(results)).hasSize(delivered);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Threads for look-ups end by themselves when there is nothing to look up for a while, and have no other name. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
