package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Receipt;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SafeListener;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.server.sink.Sinks;
import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import io.nscatools.testsupport.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The executable jar with Nagios itself; in the profile {@code soak} with more results and longer disturbances. */
class NagiosNothingLostIT {
    private static final boolean SOAK = Boolean.getBoolean("nscatools.soak");
    private static final int RATE = 60;
    private static final int RESULTS = SOAK ? 1500 : 300;
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(SOAK ? 10 : 2);
    private static final int BURST = SOAK ? 20_000 : 6_000;
    private static final String SERVICE = "TCP Wrappers";

    @TempDir
    private Path folder;

    private NagiosMonitor nagios;
    private RunningProgram server;
    private Sender sender;

    /** What happens to Nagios in the middle. */
    enum Disturbance {
        TERMINATED,
        KILLED,
        PIPE_REMOVED,
        STOPPED,
        RELOADED
    }

    @BeforeEach
    void start() throws Exception {
        ForeignPrograms.requireThat("root".equals(System.getProperty("user.name")), "this Nagios runs as root");
        nagios = new NagiosMonitor(folder.resolve("nagios"));
        nagios.start();
    }

    private void startServer(String sink) throws Exception {
        int port = RunningProgram.freePort();
        Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + port + "\npassword=x\ndecryption_method=1\n" + sink);
        server = RunningProgram.start(
                Project.java("nsca-server", "-c", folder.resolve("nsca.cfg").toString()), folder.resolve("server.log"));
        server.awaitLog("listening on 127.0.0.1:" + port);
        sender = new Sender(port, Packets.credential(EncryptionMethod.XOR, "x"));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        nagios.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyResultIsOneAlert(Disturbance disturbance) throws Exception {
        startServer("command_file=" + nagios.commandFile() + "\n");
        long start = System.nanoTime();
        long away = 0;
        for (int i = 0; i < RESULTS; i++) {
            if (i == RESULTS / 3 && disturbance != Disturbance.RELOADED) {
                begin(disturbance);
                away = System.nanoTime();
            }
            if (away != 0 && System.nanoTime() - away > AWAY_NANOS) {
                end(disturbance);
                away = 0;
            }
            if (disturbance == Disturbance.RELOADED && i % (RESULTS / 5) == RESULTS / 10) {
                nagios.signal("HUP");
            }
            sender.deliver(SERVICE, id(i));
            TimeUnit.NANOSECONDS.sleep(start + i * 1_000_000_000L / RATE - System.nanoTime());
        }
        if (away != 0) {
            end(disturbance);
        }
        Await.until(
                () -> nagios.alerts().size() >= RESULTS,
                () -> RESULTS + " alerts, not only " + nagios.alerts().size() + "\n" + server.log());
        assertThat(server.stop()).isZero(); // what it still had would arrive now
        assertThat(nagios.alerts()).isEqualTo(ids(RESULTS));
    }

    private void begin(Disturbance disturbance) throws Exception {
        switch (disturbance) {
            case TERMINATED -> nagios.terminate();
            case KILLED -> nagios.kill();
            case PIPE_REMOVED -> {
                nagios.terminate();
                Files.delete(nagios.commandFile());
            }
            case STOPPED -> nagios.signal("STOP");
            default -> throw new IllegalArgumentException(disturbance.toString());
        }
    }

    private void end(Disturbance disturbance) throws Exception {
        if (disturbance == Disturbance.STOPPED) {
            nagios.signal("CONT");
        } else {
            nagios.start();
        }
    }

    @Test
    void nagiosTakesCheckResultFilesAcrossARestart() throws Exception {
        CheckResultSink sink = Sinks.open(
                List.of(new SinkConfig.CheckResultDirectory(nagios.checkResults())), List.of(), Clock.systemUTC());
        submit(sink, 0, 100);
        Await.until(() -> nagios.alerts().size() == 100, () -> "100 alerts");
        nagios.kill();
        submit(sink, 100, 200);
        sink.close(Duration.ofSeconds(10));
        nagios.start();
        Await.until(() -> nagios.alerts().size() >= 200, () -> "200 alerts");
        assertThat(nagios.alerts()).containsExactlyInAnyOrderElementsOf(ids(200));
    }

    private static void submit(CheckResultSink sink, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            AcceptedResult result = AcceptedResult.of(
                    Packets.packet("firestorm", SERVICE, id(i)).toCheckResult(),
                    Clock.systemUTC().instant().getEpochSecond());
            sink.submit(result, SafeListener.NONE);
        }
    }

    @Test
    void aBurstForAVolatileServiceLeavesNagiosAlive() throws Exception {
        startServer("command_file=" + nagios.commandFile() + "\n");
        for (int i = 0; i < BURST; i += 1000) {
            List<DataPacket> packets = IntStream.range(i, i + 1000)
                    .mapToObj(n -> Packets.packet("firestorm", SERVICE, id(n)))
                    .toList();
            assertThat(sender.send(packets)).contains(new Receipt(1000, 0));
        }
        int seconds = 30 + BURST / 300;
        for (int i = 0; i < seconds && nagios.alerts().size() < BURST; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        assertThat(nagios.alerts()).isEqualTo(ids(BURST));
        sender.deliver(SERVICE, id(BURST));
        Await.until(() -> nagios.alerts().size() == BURST + 1, () -> "Nagios goes on");
    }

    private static String id(int number) {
        return String.format("id-%06d", number);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(NagiosNothingLostIT::id).toList();
    }
}
