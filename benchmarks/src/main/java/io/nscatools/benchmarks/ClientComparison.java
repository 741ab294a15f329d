package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints Markdown tables of our {@code send_nsca}, started by its launcher, beside Debian's and beside a Java program
 * that does nothing, all whole processes measured in turns.
 *
 * <p>Arguments: the folder of the Debian packages, the project's folder, the number of rounds, {@code many} results,
 * {@code one} or {@code all} of both, homes of Java.
 */
public final class ClientComparison {
    private static final int RESULTS = 100_000;
    private static final int STARTS_A_ROUND = 8;

    private final Path folder = Files.createTempDirectory("client");
    private final String peers;
    private final Path root;
    private final int rounds;
    private final List<String> javas;
    private final Map<String, String> peerEnvironment;

    private ClientComparison(String peers, String root, int rounds, List<String> javas) throws IOException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        this.peers = peers;
        this.root = Path.of(root);
        this.rounds = rounds;
        this.javas = javas;
        this.peerEnvironment = Map.of("LD_LIBRARY_PATH", peers + "/usr/lib/" + arch + ":" + peers + "/lib/" + arch);
    }

    /** Runs the comparison. */
    public static void main(String[] args) throws IOException, InterruptedException {
        ClientComparison comparison = new ClientComparison(
                args[0], args[1], Integer.parseInt(args[2]), List.of(args).subList(4, args.length));
        for (String java : comparison.javas) {
            comparison.makeArchive(java);
        }
        if (!args[3].equals("many")) {
            comparison.oneResult();
        }
        if (!args[3].equals("one")) {
            comparison.manyResults();
        }
        System.exit(0);
    }

    private String launcher() {
        return root.resolve("bin/send_nsca").toString();
    }

    private void makeArchive(String java) throws IOException, InterruptedException {
        MeasuredProcess.run(List.of(launcher(), "--make-archive"), Map.of("JAVA_HOME", java), null);
    }

    private void manyResults() throws IOException, InterruptedException {
        Path input = folder.resolve("input");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int i = 0; i < RESULTS; i++) {
                out.write("host-" + i % 2000 + "\tservice " + i % 17
                        + "\t0\tOK - everything is as it should be, load 0.42\u0017");
            }
        }
        System.out.printf(
                "%n%,d results from a file over one connection:%n%n| method | server | C send_nsca | ours | times as fast"
                        + " | our memory |%n|---|---|---:|---:|---:|---:|%n",
                RESULTS);
        bulk(EncryptionMethod.XOR, theirServer(), input);
        bulk(EncryptionMethod.XOR, ourServer(), input);
        bulk(EncryptionMethod.RIJNDAEL_128, ourServer(), input);
    }

    private MeasuredServer.Program theirServer() {
        return new MeasuredServer.Program(
                "C nsca", List.of(peers + "/usr/sbin/nsca", "--single", "-f"), peerEnvironment);
    }

    private MeasuredServer.Program ourServer() {
        return new MeasuredServer.Program(
                "ours",
                List.of(
                        javas.get(0) + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-jar",
                        root.resolve("nsca-server/target/nsca-server.jar").toString()),
                Map.of());
    }

    private void bulk(EncryptionMethod method, MeasuredServer.Program program, Path input)
            throws IOException, InterruptedException {
        List<MeasuredProcess> their = new ArrayList<>();
        List<MeasuredProcess> our = new ArrayList<>();
        try (MeasuredServer server = MeasuredServer.start(program, method, 1)) {
            List<String> arguments = arguments(server, method);
            arguments.addAll(List.of("-to", "900"));
            for (int round = 0; round < rounds; round++) {
                their.add(MeasuredProcess.run(with(peers + "/usr/sbin/send_nsca", arguments), peerEnvironment, input));
                our.add(MeasuredProcess.runWatched(
                        with(launcher(), arguments), Map.of("JAVA_HOME", javas.get(0)), input));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f s | %.2f s | **%s** | %.0f MiB |%n",
                method,
                program.name(),
                Figures.median(MeasuredProcess.seconds(their)),
                Figures.median(MeasuredProcess.seconds(our)),
                Figures.spread("%.2f", MeasuredProcess.ratios(their, our)),
                MeasuredProcess.mostMemory(our));
    }

    private List<String> arguments(MeasuredServer server, EncryptionMethod method) throws IOException {
        Path config = Files.writeString(
                folder.resolve("send_nsca.cfg"),
                "encryption_method=" + method.number() + "\npassword=" + MeasuredServer.PASSWORD + "\n");
        return new ArrayList<>(List.of(
                "-H", "127.0.0.1", "-p", Integer.toString(server.address().getPort()), "-c", config.toString()));
    }

    private static List<String> with(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return command;
    }

    private void oneResult() throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("one"), "host\tservice\t0\toutput\n");
        System.out.printf("One result, whole process:%n%n| Java | method | an empty main | send_nsca | times as long"
                + " | CPU, times as much | memory |%n|---|---|---:|---:|---:|---:|---:|%n");
        for (String java : javas) {
            for (EncryptionMethod method : List.of(EncryptionMethod.XOR, EncryptionMethod.RIJNDAEL_128)) {
                try (MeasuredServer server = MeasuredServer.start(ourServer(), method, 1)) {
                    one(java, method, arguments(server, method), input);
                }
            }
        }
    }

    private void one(String java, EncryptionMethod method, List<String> arguments, Path input)
            throws IOException, InterruptedException {
        List<MeasuredProcess> empty = new ArrayList<>();
        List<MeasuredProcess> our = new ArrayList<>();
        List<String> nothing = List.of(
                java + "/bin/java",
                "-cp",
                // No jar: opening a large one would count as Java's start.
                root.resolve("benchmarks/target/classes").toString(),
                "io.nscatools.benchmarks.Nothing");
        for (int i = 0; i < rounds * STARTS_A_ROUND; i++) {
            empty.add(MeasuredProcess.run(nothing, Map.of(), input));
            our.add(MeasuredProcess.run(with(launcher(), arguments), Map.of("JAVA_HOME", java), input));
        }
        List<MeasuredProcess> watched = new ArrayList<>();
        for (int i = 0; i < STARTS_A_ROUND; i++) {
            watched.add(MeasuredProcess.runWatched(with(launcher(), arguments), Map.of("JAVA_HOME", java), input));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f ms | %.0f ms | **%.2f** | %.2f | %.0f MiB |%n",
                Path.of(java).getFileName(),
                method,
                1000 * Figures.median(MeasuredProcess.seconds(empty)),
                1000 * Figures.median(MeasuredProcess.seconds(our)),
                Figures.median(MeasuredProcess.ratios(our, empty)),
                Figures.median(MeasuredProcess.cpuRatios(our, empty)),
                MeasuredProcess.mostMemory(watched));
    }
}
