package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Measures how our server's throughput and CPU time change with the number of connections, of results and of source
 * addresses, and what the machine can do at best; writes {@code scale.csv} and a picture of each, {@code scale-*.svg}.
 *
 * <p>Arguments: the folder to write to, the command of our server.
 */
public final class Scale {
    private static final EncryptionMethod METHOD = EncryptionMethod.RIJNDAEL_128;
    private static final int RESULTS = 20_000;
    private static final int CONNECTIONS = 4;

    /** CPU time is counted in steps of 10 ms. */
    private static final int LEAST_FOR_CPU = 1000;

    private static final int HOSTS = 10_000;

    private static final int[] CONNECTION_COUNTS = {1, 10, 100, 1_000, 10_000};
    private static final int[] RESULT_COUNTS = {10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] SOURCE_COUNTS = {1, 2, 5, 10, 20};

    private final MeasuredServer server;
    private final List<ScaleChart.Point> points = new ArrayList<>();

    private Scale(MeasuredServer server) {
        this.server = server;
    }

    /** Measures and writes the files. */
    public static void main(String[] args)
            throws IOException, InterruptedException, ExecutionException, GeneralSecurityException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        MeasuredServer.Program program = MeasuredServer.Program.ours(
                List.of(args).subList(1, args.length).toArray(String[]::new));
        double loopback = MachineLimits.loopback();
        double aes = MachineLimits.aes();
        List<ScaleChart.Point> points;
        try (MeasuredServer server = MeasuredServer.start(program, METHOD, HOSTS)) {
            Scale scale = new Scale(server);
            scale.measure();
            points = scale.points;
        }
        List<String> csv = new ArrayList<>(List.of("axis,count,results_per_second,server_cpu_us_per_result"));
        points.forEach(point -> csv.add(point.toCsv()));
        csv.add(String.format(Locale.ROOT, "limit: bare loopback transfer,,%.0f,", loopback));
        csv.add(String.format(Locale.ROOT, "limit: bare AES on one core,,%.0f,", aes));
        Files.write(folder.resolve("scale.csv"), csv);
        for (ScaleChart.Axis axis : ScaleChart.Axis.values()) {
            ScaleChart.write(folder, axis, points, loopback, aes);
        }
        System.exit(0);
    }

    private void measure() throws IOException, InterruptedException, ExecutionException {
        try (OpenConnections warmUp = OpenConnections.open(server, METHOD, CONNECTIONS, 1)) {
            for (int i = 0; i < 10; i++) {
                warmUp.send(RESULTS);
            }
        }
        for (int count : CONNECTION_COUNTS) {
            measure(ScaleChart.Axis.CONNECTIONS, count, count, 1, Math.max(RESULTS, 2 * count));
        }
        for (int count : RESULT_COUNTS) {
            measure(ScaleChart.Axis.RESULTS, count, CONNECTIONS, 1, count);
        }
        for (int count : SOURCE_COUNTS) {
            measure(ScaleChart.Axis.SOURCES, count, 20, count, RESULTS);
        }
    }

    private void measure(ScaleChart.Axis axis, int count, int connections, int sources, int results)
            throws IOException, InterruptedException, ExecutionException {
        System.err.printf(Locale.ROOT, "%,d %s%n", count, axis);
        try (OpenConnections open = OpenConnections.open(server, METHOD, connections, sources)) {
            OpenConnections.Outcome outcome = open.send(results);
            if (outcome.lost() > 0) {
                throw new IOException(outcome.lost() + " of " + results + " results lost with " + count + " " + axis);
            }
            double cpuMicros = results < LEAST_FOR_CPU ? Double.NaN : outcome.cpuMicros();
            points.add(new ScaleChart.Point(axis, count, outcome.perSecond(), cpuMicros));
        }
    }
}
