package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.config.AccessConfig;
import io.nscatools.server.config.LimitsConfig;
import io.nscatools.server.config.NscaServerConfig;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect, and for how long. */
class AdmissionTest {
    private static final String CONFIG = "credentials: [{method: 1, password: x}]\nsinks: [{standard_output: true}]\n";

    private static final LimitsConfig LIMITS =
            new LimitsConfig(10, 10, Duration.ofSeconds(10), Duration.ofMinutes(15), 0);

    @TempDir
    private Path folder;

    private final LogCapture log = new LogCapture();
    private final ServerContext server = Packets.server(Packets.CLOCK);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void greetsAndReadsFromThenOn() throws Exception {
        EmbeddedChannel channel = connect(TestConfig.yaml(folder, CONFIG));
        assertThat(greeted(channel)).isTrue();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(server.sources().connections()).isEqualTo(1);
        channel.close();
        assertThat(server.sources().connections()).isZero();
        assertThat(channel.runScheduledPendingTasks())
                .as("a task that keeps the connection in memory")
                .isEqualTo(-1);
    }

    @Test
    void refusesMoreConnectionsOfOneAddressThanConfigured() throws Exception {
        NscaServerConfig config = TestConfig.yaml(folder, CONFIG + "limits: {connections_per_source: 1}\n");
        EmbeddedChannel first = connect(config);
        EmbeddedChannel second = connect(config);
        assertThat(greeted(second)).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(log.lines())
                .anyMatch(line ->
                        line.endsWith("rejected: it has 1 connections already (limits: connections_per_source)"));
        first.close();
        EmbeddedChannel third = connect(config);
        assertThat(greeted(third)).isTrue();
        assertThat(greeted(first)).isTrue();
        third.close();
    }

    @Test
    void doesNotCountConnectionsOfASourceThatOnlyWaitForTheirReceipt() throws Exception {
        NscaServerConfig config = TestConfig.yaml(folder, CONFIG + "limits: {connections_per_source: 1}\n");
        EmbeddedChannel first = connect(config);
        first.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        EmbeddedChannel second = connect(config);
        assertThat(greeted(second)).isTrue();
        first.close();
        EmbeddedChannel third = connect(config);
        assertThat(greeted(third)).isFalse();
        second.close();
        assertThat(server.sources().connections()).isZero();
        assertThat(greeted(first)).isTrue();
    }

    @Test
    void refusesAnAddressWithoutCredential() throws Exception {
        EmbeddedChannel channel =
                connect(TestConfig.yaml(folder, CONFIG.replace("password: x", "password: x, sources: [192.0.2.0/24]")));
        assertThat(greeted(channel)).isFalse();
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).anyMatch(line -> line.endsWith("rejected: no credential is for its address"));
    }

    @Test
    void asksTcpWrappersForTheDaemonNsca() throws Exception {
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "nsca: 127.0.0.1\n");
        NscaServerConfig config = TestConfig.withAccess(
                TestConfig.yaml(folder, CONFIG), new AccessConfig(true, false, folder.resolve("hosts.allow"), deny));
        EmbeddedChannel denied = connect(config);
        assertThat(greeted(denied)).isFalse();
        assertThat(denied.isOpen()).isFalse();
        assertThat(log.lines()).anyMatch(line -> line.contains("rejected: ") && line.contains("hosts.deny"));
        Files.writeString(deny, "ALL EXCEPT nsca: 127.0.0.1\n");
        EmbeddedChannel allowed = connect(config);
        assertThat(greeted(allowed)).isTrue();
        allowed.close();
    }

    @Test
    void runsWhatARuleSpawns() throws Exception {
        Path spawned = folder.resolve("spawned");
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "ALL: ALL: spawn (echo %d %a > " + spawned + ")\n");
        EmbeddedChannel denied = connect(TestConfig.withAccess(
                TestConfig.yaml(folder, CONFIG), new AccessConfig(true, false, folder.resolve("hosts.allow"), deny)));
        assertThat(denied.isOpen()).isFalse();
        assertThat(greeted(denied)).isFalse();
        assertThat(Files.readString(spawned)).isEqualTo("nsca 127.0.0.1\n");
    }

    @Test
    void closesASilentConnection() throws Exception {
        EmbeddedChannel channel = connect(TestConfig.yaml(folder, CONFIG + "limits: {idle_time: 10s}\n"));
        assertThat(greeted(channel)).isTrue();
        advance(channel, 11);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines())
                .anyMatch(line -> line.endsWith("closed: sent no whole packet for 10 s (limits: idle_time)"));
    }

    @Test
    void closesAConnectionThatBringsBytesButNoPacket() throws Exception {
        EmbeddedChannel channel = connect(TestConfig.yaml(folder, CONFIG + "limits: {idle_time: 10s}\n"));
        assertThat(greeted(channel)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(channel.isOpen()).isTrue();
            channel.writeInbound(channel.alloc().buffer().writeByte(1));
            advance(channel, 1);
        }
        advance(channel, 1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).anyMatch(line -> line.contains("closed: sent no whole packet for 10 s"));
    }

    @Test
    void keepsAConnectionThatBringsAPacketNowAndThen() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new ConnectionTimeHandler(LIMITS));
        channel.pipeline().fireChannelActive();
        for (int i = 0; i < 10; i++) {
            advance(channel, 9);
            channel.writeInbound(Packets.packet("h", "s", "out"));
            assertThat(channel.isOpen()).isTrue();
        }
        channel.close();
    }

    @Test
    void closesAConnectionThatLastsTooLongHoweverBusy() throws Exception {
        EmbeddedChannel channel =
                connect(TestConfig.yaml(folder, CONFIG + "limits: {idle_time: 0s, connection_time: 1min}\n"));
        assertThat(greeted(channel)).isTrue();
        for (int i = 0; i < 59; i++) {
            advance(channel, 1);
            assertThat(channel.isOpen()).isTrue();
            channel.writeInbound(channel.alloc().buffer().writeByte(1));
        }
        advance(channel, 2);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines())
                .anyMatch(line -> line.endsWith("closed: has been connected for 60 s (limits: connection_time)"));
    }

    @Test
    void doesNotBlameASenderForBeingHeldUp() throws Exception {
        EmbeddedChannel channel =
                connect(TestConfig.yaml(folder, CONFIG + "limits: {idle_time: 10s, connection_time: 1min}\n"));
        assertThat(greeted(channel)).isTrue();
        ReadHold.hold(channel);
        advance(channel, 600);
        assertThat(channel.isOpen()).isTrue();
        ReadHold.release(channel);
        assertThat(channel.isOpen()).isTrue();
        channel.close();
    }

    /** One look-up that takes for ever, as with a name server that does not answer, occupies all threads there are. */
    @Test
    void onlyWhoseNameIsNeededWaitsForSlowLookups() throws Exception {
        Path allow = Files.writeString(folder.resolve("hosts.allow"), "nsca: 127.0.0.1\n");
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "ALL: ALL\n");
        Path allowNames = Files.writeString(folder.resolve("names.allow"), "nsca: ALL EXCEPT .example\n");
        NscaServerConfig config = TestConfig.yaml(folder, CONFIG);
        ExecutorService lookups = Executors.newSingleThreadExecutor();
        CountDownLatch answer = new CountDownLatch(1);
        Future<Boolean> blocked = lookups.submit(() -> answer.await(1, TimeUnit.MINUTES));
        ServerContext busy = Packets.server(Packets.CLOCK, lookups);
        EmbeddedChannel byAddress =
                connect(TestConfig.withAccess(config, new AccessConfig(true, false, allow, deny)), busy);
        assertThat(greeted(byAddress)).isTrue();
        EmbeddedChannel byName =
                connect(TestConfig.withAccess(config, new AccessConfig(true, false, allowNames, deny)), busy);
        assertThat(greeted(byName)).isFalse();
        List<String> diagnosis = new ArrayList<>();
        UndecipherableException noise = new UndecipherableException(
                new RejectedException(RejectReason.PACKET_VERSION, "version"),
                Packets.INIT,
                new byte[UndecipherableException.HEAD_LENGTH]);
        ConnectionPolicy.of(config, busy).diagnosis().explain(noise, InetAddress.getLoopbackAddress(), diagnosis::add);
        assertThat(diagnosis).containsExactly(Diagnosis.UNKNOWN);
        answer.countDown();
        lookups.shutdown();
        assertThat(blocked.get()).isTrue();
        assertThat(lookups.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        byName.runPendingTasks();
        assertThat(greeted(byName)).isTrue();
        byAddress.close();
        byName.close();
    }

    @Test
    void dropsWhatComesBeforeTheGreetingAndWhoeverGivesUp() throws Exception {
        Path deny = Files.writeString(folder.resolve("hosts.deny"), "nsca: .example\n");
        List<Runnable> never = new ArrayList<>();
        ThreadPoolExecutor lookups = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable task) {
                never.add(task);
            }
        };
        EmbeddedChannel channel = connect(
                TestConfig.withAccess(
                        TestConfig.yaml(folder, CONFIG),
                        new AccessConfig(true, false, folder.resolve("hosts.allow"), deny)),
                Packets.server(Packets.CLOCK, lookups));
        ByteBuf early = channel.alloc().buffer().writeZero(100);
        channel.writeInbound(early);
        assertThat(early.refCnt()).isZero();
        assertThat(channel.isOpen()).isTrue();
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(channel.isOpen()).isFalse();
        assertThat(never).hasSize(1);
        never.get(0).run();
        channel.runPendingTasks();
        assertThat(greeted(channel)).isFalse();
        assertThat(log.lines()).noneMatch(line -> line.contains("internal error"));
    }

    private EmbeddedChannel connect(NscaServerConfig config) throws Exception {
        return connect(config, server);
    }

    private static EmbeddedChannel connect(NscaServerConfig config, ServerContext server) throws Exception {
        ConnectionPolicy policy = ConnectionPolicy.of(config, server);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new ConnectionInitializer(server, () -> policy, new NoSink(), connected -> {}));
        channel.pipeline().fireChannelActive();
        channel.runPendingTasks();
        return channel;
    }

    private static boolean greeted(EmbeddedChannel channel) {
        ByteBuf init = channel.readOutbound();
        return init != null && init.release();
    }

    private static void advance(EmbeddedChannel channel, int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
