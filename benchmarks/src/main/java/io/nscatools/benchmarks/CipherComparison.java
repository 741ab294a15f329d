package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints a Markdown table of our ciphers beside libmcrypt's: nanoseconds for a packet, and how many times as fast we
 * are. Both are measured in turns, since only then do the load and the clock of a shared machine cancel out of the
 * ratio.
 *
 * <p>Arguments: the program made of {@code libmcrypt-cfb.c}, the library, the number of rounds.
 */
public final class CipherComparison {
    private static final TimeValue ITERATION = TimeValue.milliseconds(200);

    /** The percentile that counts, here and in the C program: other load on the machine comes after it. */
    private static final double UNDISTURBED = 10;

    private CipherComparison() {}

    /** What one round found for one method, in nanoseconds; NaN for what libmcrypt has not got. */
    private record Sample(
            double theirEncrypt, double theirDecrypt, double ourEncrypt, double ourDecrypt, double ourConnect) {}

    /** Runs the comparison. */
    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        String driver = args[0];
        String library = args[1];
        int rounds = Integer.parseInt(args[2]);
        Map<EncryptionMethod, List<Sample>> samples = new EnumMap<>(EncryptionMethod.class);
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            Map<String, double[]> theirs = libmcrypt(driver, library);
            Map<EncryptionMethod, Map<String, Double>> ours = ours();
            for (EncryptionMethod method : EncryptionMethod.values()) {
                double[] their = theirs.getOrDefault(method.algorithm(), new double[] {Double.NaN, Double.NaN});
                Map<String, Double> our = ours.get(method);
                samples.computeIfAbsent(method, m -> new ArrayList<>())
                        .add(new Sample(
                                their[0], their[1], our.get("encrypt"), our.get("decrypt"), our.get("connect")));
            }
        }
        print(samples);
    }

    private static Map<String, double[]> libmcrypt(String driver, String library)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(driver, library, "400"));
        Arrays.stream(EncryptionMethod.values())
                .map(EncryptionMethod::algorithm)
                .forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException(driver + " failed");
        }
        Map<String, double[]> times = new HashMap<>();
        output.lines()
                .map(line -> line.split(" "))
                .forEach(words ->
                        times.put(words[0], new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])}));
        return times;
    }

    private static Map<EncryptionMethod, Map<String, Double>> ours() throws RunnerException {
        Map<EncryptionMethod, Map<String, Double>> times = new EnumMap<>(EncryptionMethod.class);
        OptionsBuilder options = new OptionsBuilder();
        options.include(CipherBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(ITERATION)
                .measurementIterations(5)
                .measurementTime(ITERATION);
        List<String> jvmArgs = new ArrayList<>();
        jvmArgs.add("-XX:-BackgroundCompilation"); // all is compiled when measured, however busy the machine
        if (Runtime.version().feature() >= 24) {
            jvmArgs.add("--sun-misc-unsafe-memory-access=allow"); // JMH's own use of it
        }
        options.jvmArgsAppend(jvmArgs.toArray(String[]::new));
        for (RunResult result : new Runner(options.build()).run()) {
            EncryptionMethod method =
                    EncryptionMethod.valueOf(result.getParams().getParam("method"));
            times.computeIfAbsent(method, m -> new HashMap<>())
                    .put(
                            result.getPrimaryResult().getLabel(),
                            result.getPrimaryResult().getStatistics().getPercentile(UNDISTURBED));
        }
        return times;
    }

    private static void print(Map<EncryptionMethod, List<Sample>> samples) {
        System.out.println(
                "| method | libmcrypt encrypts | we encrypt | times as fast | libmcrypt decrypts | we decrypt"
                        + " | times as fast | new connection |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        samples.forEach((method, rounds) -> System.out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %.0f ns |%n",
                method,
                micros(rounds.stream().mapToDouble(Sample::theirEncrypt).toArray()),
                micros(rounds.stream().mapToDouble(Sample::ourEncrypt).toArray()),
                ratio(rounds.stream()
                        .mapToDouble(sample -> sample.theirEncrypt / sample.ourEncrypt)
                        .toArray()),
                micros(rounds.stream().mapToDouble(Sample::theirDecrypt).toArray()),
                micros(rounds.stream().mapToDouble(Sample::ourDecrypt).toArray()),
                ratio(rounds.stream()
                        .mapToDouble(sample -> sample.theirDecrypt / sample.ourDecrypt)
                        .toArray()),
                Figures.median(rounds.stream().mapToDouble(Sample::ourConnect).toArray())));
    }

    private static String micros(double[] nanos) {
        return Double.isNaN(nanos[0]) ? "–" : String.format("%.1f µs", Figures.median(nanos) / 1000);
    }

    private static String ratio(double[] ratios) {
        return Double.isNaN(ratios[0]) ? "–" : "**" + Figures.spread("%.2f", ratios) + "**";
    }
}
