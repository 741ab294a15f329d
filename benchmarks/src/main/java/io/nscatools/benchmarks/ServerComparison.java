package io.nscatools.benchmarks;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.InitPacket;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Prints Markdown tables of our server beside Debian's {@code nsca --single}, measured in turns: ours first, whose
 * warm-up is the load's, too.
 *
 * <p>Arguments: the folder of the Debian packages, the number of rounds, the command of our server, and after
 * {@code --} the tables that are wanted: {@code bulk}, {@code single}, {@code latency}, {@code idle}.
 */
public final class ServerComparison {
    private static final List<EncryptionMethod> METHODS = List.of(
            EncryptionMethod.XOR,
            EncryptionMethod.TRIPLE_DES,
            EncryptionMethod.RIJNDAEL_128,
            EncryptionMethod.RIJNDAEL_256,
            EncryptionMethod.SERPENT);
    private static final int IDLE_CONNECTIONS = 5000;
    /** A server runs for months: what it takes until its code is compiled is not measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    /** So long that the last connections, which have the processors to themselves, do not count for much. */
    private static final Duration BULK_TIME = Duration.ofSeconds(10);

    /** So long that what stalled connections keep from clients counts, too. */
    private static final Duration SINGLE_TIME = Duration.ofSeconds(20);

    /** More than any server takes in that time. */
    private static final int HOSTS = 4_000_000;

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofMinutes(5);

    /** The results that C nsca takes before it is measured; compiled as it is, it needs no more. */
    private static final int C_WARM_UP = 100;

    private final MeasuredServer.Program theirs;
    private final MeasuredServer.Program ours;
    private final int rounds;

    private ServerComparison(MeasuredServer.Program theirs, MeasuredServer.Program ours, int rounds) {
        this.theirs = theirs;
        this.ours = ours;
        this.rounds = rounds;
    }

    /** Runs the comparison. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> arguments = List.of(args);
        int end = arguments.indexOf("--");
        ServerComparison comparison = new ServerComparison(
                MeasuredServer.Program.debian(args[0]),
                MeasuredServer.Program.ours(arguments.subList(2, end).toArray(String[]::new)),
                Integer.parseInt(args[1]));
        for (String table : arguments.subList(end + 1, arguments.size())) {
            comparison.print(table);
        }
    }

    private void print(String table) throws IOException, InterruptedException {
        switch (table) {
            case "bulk" ->
                throughput("Many results a connection: 4 connections of 1,000 results at a time", 4, 1000, BULK_TIME);
            case "single" -> throughput("One result a connection, 8 clients", 8, 1, SINGLE_TIME);
            case "latency" -> latency();
            case "idle" -> idle();
            default -> throw new IllegalArgumentException("no table " + table);
        }
    }

    /** What a table compares: a load that two servers took in one round. */
    private record Pair(Load.Outcome their, Load.Outcome our) {}

    private void throughput(String title, int clients, int perConnection, Duration time)
            throws IOException, InterruptedException {
        System.out.printf(
                "%n%s:%n%n| method | C results/s | our results/s | times as many | C CPU | our CPU | times less"
                        + " | load's CPU | C lost, stalled | ours |%n"
                        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|%n",
                title);
        for (EncryptionMethod method : METHODS) {
            List<Pair> pairs = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Load.Outcome our = load(ours, method, clients, perConnection, time);
                pairs.add(new Pair(load(theirs, method, clients, perConnection, time), our));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | **%s** | %.1f µs | %.1f µs | **%s** | %.1f µs | %s | %s |%n",
                    method,
                    Figures.median(each(pairs, pair -> pair.their.perSecond())),
                    Figures.median(each(pairs, pair -> pair.our.perSecond())),
                    Figures.spread("%.1f", each(pairs, pair -> pair.our.perSecond() / pair.their.perSecond())),
                    Figures.median(each(pairs, pair -> pair.their.cpuMicros())),
                    Figures.median(each(pairs, pair -> pair.our.cpuMicros())),
                    Figures.spread("%.1f", each(pairs, pair -> pair.their.cpuMicros() / pair.our.cpuMicros())),
                    Figures.median(each(pairs, pair -> pair.our.loadMicros())),
                    losses(pairs, Pair::their),
                    losses(pairs, Pair::our));
        }
    }

    private static double[] each(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return pairs.stream().mapToDouble(figure).toArray();
    }

    private static String losses(List<Pair> pairs, Function<Pair, Load.Outcome> side) {
        List<Load.Outcome> outcomes = pairs.stream().map(side).toList();
        return outcomes.stream().mapToInt(o -> o.sent() - o.arrived()).sum() + ", "
                + outcomes.stream().mapToInt(Load.Outcome::stalled).sum();
    }

    private static Load.Outcome load(
            MeasuredServer.Program program, EncryptionMethod method, int clients, int perConnection, Duration time)
            throws IOException, InterruptedException {
        try (MeasuredServer server = MeasuredServer.start(program, method, HOSTS)) {
            PacketSource.Factory packets = MeasuredServer.packets(method);
            warmUp(program, server, packets, clients, perConnection);
            return new Load(server, packets, HOSTS).run(clients, perConnection, time);
        }
    }

    private static void warmUp(
            MeasuredServer.Program program,
            MeasuredServer server,
            PacketSource.Factory packets,
            int clients,
            int perConnection)
            throws IOException, InterruptedException {
        int results = program.isOurs() ? HOSTS : C_WARM_UP;
        new Load(server, packets, results).run(clients, perConnection, WARM_UP);
    }

    private void latency() throws IOException, InterruptedException {
        System.out.printf("%nFrom before the connection to the line in the command file, method 14, ms:%n%n"
                + "| clients at a time | C p50 | p99 | p99.9 | our p50 | p99 | p99.9 |%n"
                + "|---:|---:|---:|---:|---:|---:|---:|%n");
        for (int clients : new int[] {1, 50, 1000}) {
            String our = latencyCells(ours, clients);
            System.out.printf("| %,d | %s | %s |%n", clients, latencyCells(theirs, clients), our);
        }
    }

    private static String latencyCells(MeasuredServer.Program program, int clients)
            throws IOException, InterruptedException {
        double[] latencies = latencies(program, clients);
        return DoubleStream.of(50, 99, 99.9)
                .mapToObj(percent -> String.format(Locale.ROOT, "%.2f", Figures.percentile(percent, latencies)))
                .collect(Collectors.joining(" | "));
    }

    private static double[] latencies(MeasuredServer.Program program, int clients)
            throws IOException, InterruptedException {
        int results = Math.max(2000, 2 * clients);
        EncryptionMethod method = EncryptionMethod.RIJNDAEL_128;
        try (MeasuredServer server = MeasuredServer.start(program, method, results)) {
            PacketSource.Factory packets = MeasuredServer.packets(method);
            warmUp(program, server, packets, clients, 1);
            Load load = new Load(server, packets, results);
            load.run(clients, 1, AS_LONG_AS_IT_TAKES);
            return load.latencies();
        }
    }

    private void idle() throws IOException, InterruptedException {
        System.out.printf("%n| | starts to listen in | resident then | idle connections held | resident with them |%n"
                + "|---|---:|---:|---:|---:|%n");
        for (MeasuredServer.Program program : List.of(theirs, ours)) {
            double[] starts = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                try (MeasuredServer server = MeasuredServer.start(program, EncryptionMethod.RIJNDAEL_128, 1)) {
                    starts[round] = server.startMillis();
                }
            }
            try (MeasuredServer server = MeasuredServer.start(program, EncryptionMethod.RIJNDAEL_128, 1)) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s ms | %.0f MiB | %s |%n",
                        program.name(),
                        Figures.spread("%.0f", starts),
                        server.residentMebibytes(),
                        holdIdle(server));
            }
        }
    }

    /** Opens idle connections until one is not greeted within a second; returns the cells of the table. */
    private static String holdIdle(MeasuredServer server) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            while (sockets.size() < IDLE_CONNECTIONS && isGreeted(server, sockets)) {
                // one more
            }
            return String.format(Locale.ROOT, "%,d | %.0f MiB", sockets.size(), server.residentMebibytes());
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static boolean isGreeted(MeasuredServer server, List<Socket> sockets) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(1000);
            socket.connect(server.address(), 1000);
            if (socket.getInputStream().readNBytes(InitPacket.LENGTH).length == InitPacket.LENGTH) {
                sockets.add(socket);
                return true;
            }
        } catch (SocketTimeoutException e) {
            // as good as closed
        }
        socket.close();
        return false;
    }
}
