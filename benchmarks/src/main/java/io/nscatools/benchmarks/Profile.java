package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints where our server spends its time at full load, as the JDK's flight recorder sees it: a Markdown table of the
 * methods with the most samples.
 *
 * <p>Arguments: our server's jar, the number of the encryption method.
 */
public final class Profile {
    private static final int CONNECTIONS = 8;
    private static final int RESULTS = 50_000;
    private static final int WARM_UPS = 6;
    private static final int ROUNDS = 6;
    private static final double LEAST_SHARE = 0.02;

    /** Samples in which a method was on the stack, and in which it was at the top of it. */
    private static final class Count {
        private int within;
        private int top;
    }

    private Profile() {}

    /** Records and prints. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path recording = Files.createTempDirectory("profile").resolve("server.jfr");
        EncryptionMethod method = List.of(EncryptionMethod.values()).stream()
                .filter(each -> Integer.toString(each.number()).equals(args[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no encryption method " + args[1]));
        MeasuredServer.Program program = MeasuredServer.Program.ours(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints", // else samples of inlined code go to whatever is near
                "-XX:StartFlightRecording=settings=profile,filename=" + recording,
                "-jar",
                args[0]);
        try (MeasuredServer server = MeasuredServer.start(program, method, CONNECTIONS);
                OpenConnections open = OpenConnections.open(server, method, CONNECTIONS, 1)) {
            double perSecond = 0;
            for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
                perSecond = Math.max(perSecond, open.send(RESULTS).perSecond());
            }
            System.out.printf(
                    Locale.ROOT, "Method %s, %d connections, %,.0f results/s:%n%n", method, CONNECTIONS, perSecond);
        } // the recording is written as the server ends
        print(recording);
        System.exit(0);
    }

    private static void print(Path recording) throws IOException {
        Map<String, Count> counts = new HashMap<>();
        int samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String name = event.getEventType().getName();
                if (event.getStackTrace() != null
                        && (name.equals("jdk.ExecutionSample") || name.equals("jdk.NativeMethodSample"))
                        && !isWaiting(event)) {
                    samples++;
                    count(event, counts);
                }
            }
        }
        System.out.printf("| method | in it | with all it calls |%n|---|---:|---:|%n");
        double all = samples;
        counts.entrySet().stream()
                .filter(entry -> entry.getValue().top >= LEAST_SHARE * all
                        || entry.getKey().startsWith("io.nscatools") && entry.getValue().within >= LEAST_SHARE * all)
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().within))
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "| `%s` | %.0f %% | %.0f %% |%n",
                        entry.getKey(),
                        100 * entry.getValue().top / all,
                        100 * entry.getValue().within / all));
    }

    /** A thread in a system call that waits for something to do is no cost. */
    private static boolean isWaiting(RecordedEvent event) {
        String top = name(event.getStackTrace().getFrames().get(0));
        return top.contains("epollWait") || top.contains("epoll_wait") || top.endsWith("accept0");
    }

    private static void count(RecordedEvent event, Map<String, Count> counts) {
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        counts.computeIfAbsent(name(frames.get(0)), name -> new Count()).top++;
        Set<String> names = new LinkedHashSet<>();
        frames.forEach(frame -> names.add(name(frame)));
        names.forEach(name -> counts.computeIfAbsent(name, any -> new Count()).within++);
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }
}
