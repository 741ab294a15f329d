package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Prints Markdown tables of the same job done by the programs of others and by ours, measured in turns: many results by
 * each project's client to its own server, and one result a connection by each Java library.
 *
 * <p>Arguments: the folder of the Debian packages, the project's folder, the number of rounds.
 */
public final class PeerComparison {
    private static final int RESULTS = 5_000;
    private static final int CONNECTIONS = 500;
    private static final int PATIENCE_MILLIS = 3000;

    /** What the Java library jsendnsca offers. */
    private static final List<EncryptionMethod> LIBRARY_METHODS = List.of(
            EncryptionMethod.XOR,
            EncryptionMethod.TRIPLE_DES,
            EncryptionMethod.BLOWFISH,
            EncryptionMethod.RIJNDAEL_128,
            EncryptionMethod.RIJNDAEL_192,
            EncryptionMethod.RIJNDAEL_256);

    private final Path folder = Files.createTempDirectory("peers");
    private final String peers;
    private final Path root;
    private final int rounds;

    private PeerComparison(String peers, String root, int rounds) throws IOException {
        this.peers = peers;
        this.root = Path.of(root);
        this.rounds = rounds;
    }

    /** One run of a client: seconds until the last line, and CPU time of client and server in seconds. */
    private record Run(double seconds, double clientCpu, double serverCpu, double mebibytes, int arrived) {}

    /** Runs the comparison. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PeerComparison comparison = new PeerComparison(args[0], args[1], Integer.parseInt(args[2]));
        comparison.chains();
        comparison.libraries();
        System.exit(0);
    }

    /** A client and the server that it sends to. */
    private record Chain(
            String name,
            String encryption,
            MeasuredServer.Program server,
            String client,
            String timeout,
            Map<String, String> libraries) {}

    private void chains() throws IOException, InterruptedException {
        Path input = writeResults();
        Map<String, String> libraries = MeasuredServer.Program.libraries(peers);
        List<Chain> chains = List.of(
                new Chain(
                        "NSCA 2.10.2",
                        "method 14",
                        MeasuredServer.Program.debian(peers),
                        peers + "/usr/sbin/send_nsca",
                        "-to",
                        libraries),
                new Chain(
                        "NSCA-ng 1.6",
                        "TLS with a shared key",
                        MeasuredServer.Program.nscaNg(peers),
                        peers + "/nsca-ng/usr/sbin/send_nsca",
                        "-o",
                        libraries),
                new Chain(
                        "nsca-toolkit",
                        "method 14",
                        ourServer(),
                        root.resolve("bin/send_nsca").toString(),
                        "-to",
                        Map.of()));
        List<List<Run>> runs = new ArrayList<>();
        chains.forEach(chain -> runs.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < chains.size(); i++) {
                runs.get(i).add(run(chains.get(i), input));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d results of 60 bytes by each project's client to its own server, both just started, until the"
                        + " last line is in the command file:%n%n| client and server | encryption | results/s | client's"
                        + " CPU a result | server's CPU a result | client's memory | lost |%n"
                        + "|---|---|---:|---:|---:|---:|---:|%n",
                RESULTS);
        for (int i = 0; i < chains.size(); i++) {
            print(chains.get(i).name() + " | " + chains.get(i).encryption(), runs.get(i), RESULTS);
        }
    }

    private MeasuredServer.Program ourServer() {
        return MeasuredServer.Program.ours(root.resolve("bin/nsca-server").toString());
    }

    private Path writeResults() throws IOException {
        Path input = folder.resolve("input");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int i = 0; i < RESULTS; i++) {
                out.write(PacketSource.hostName(i) + "\tservice " + i % 17
                        + "\t0\tOK - everything is as it should be, load 0.42\u0017");
            }
        }
        return input;
    }

    private Run run(Chain chain, Path input) throws IOException, InterruptedException {
        try (MeasuredServer server = MeasuredServer.start(chain.server(), EncryptionMethod.RIJNDAEL_128, RESULTS)) {
            String config = chain.server().name().equals(MeasuredServer.NSCA_NG)
                    ? "identity = \"benchmark\"\npassword = \"" + MeasuredServer.PASSWORD + "\"\n"
                    : "encryption_method=14\npassword=" + MeasuredServer.PASSWORD + "\n";
            Path file = Files.writeString(folder.resolve("send_nsca.cfg"), config);
            List<String> command = List.of(
                    chain.client(),
                    "-H",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(server.address().getPort()),
                    "-c",
                    file.toString(),
                    chain.timeout(),
                    "300");
            return measured(server, command, chain.libraries(), input, RESULTS);
        }
    }

    private void libraries() throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%n%,d results, one a connection, from one Java program to Debian's nsca; both start with the Java"
                        + " virtual machine:%n%n| library | method | results/s | client's CPU a result"
                        + " | server's CPU a result | client's memory | lost |%n|---|---|---:|---:|---:|---:|---:|%n",
                CONNECTIONS);
        for (EncryptionMethod method : LIBRARY_METHODS) {
            List<Run> their = new ArrayList<>();
            List<Run> our = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                their.add(run(method, LibrarySender.JSENDNSCA));
                our.add(run(method, LibrarySender.NSCA_CLIENT));
            }
            print("jsendnsca 3.0 | " + method, their, CONNECTIONS);
            print("NscaClient | " + method, our, CONNECTIONS);
        }
    }

    private Run run(EncryptionMethod method, String library) throws IOException, InterruptedException {
        MeasuredServer.Program debian = MeasuredServer.Program.debian(peers);
        try (MeasuredServer server = MeasuredServer.start(debian, method, CONNECTIONS)) {
            List<String> command = List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LibrarySender.class.getName(),
                    library,
                    Integer.toString(server.address().getPort()),
                    method.name(),
                    Integer.toString(CONNECTIONS));
            return measured(server, command, Map.of(), null, CONNECTIONS);
        }
    }

    private static Run measured(
            MeasuredServer server, List<String> command, Map<String, String> environment, Path input, int results)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long cpu = server.cpuNanos();
        MeasuredProcess client = MeasuredProcess.runWatched(command, environment, input);
        int arrived = server.commandFile().await(results, PATIENCE_MILLIS);
        double seconds = arrived == 0 ? Double.NaN : (server.commandFile().lastLine() - start) / 1e9;
        return new Run(seconds, client.cpuSeconds(), (server.cpuNanos() - cpu) / 1e9, client.mebibytes(), arrived);
    }

    private static void print(String name, List<Run> runs, int results) {
        int lost = runs.stream().mapToInt(run -> results - run.arrived()).sum();
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f MiB | %,d of %,d |%n",
                name,
                lost == results * runs.size()
                        ? "–"
                        : Figures.spread("%,.0f", each(runs, run -> run.arrived() / run.seconds())),
                micros(runs, Run::clientCpu, results),
                micros(runs, Run::serverCpu, results),
                Arrays.stream(each(runs, Run::mebibytes)).max().orElse(0),
                lost,
                results * runs.size());
    }

    private static String micros(List<Run> runs, ToDoubleFunction<Run> seconds, int results) {
        return String.format(Locale.ROOT, "%,.0f µs", 1e6 / results * Figures.median(each(runs, seconds)));
    }

    private static double[] each(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).toArray();
    }
}
