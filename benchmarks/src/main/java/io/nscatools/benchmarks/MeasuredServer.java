package io.nscatools.benchmarks;

import io.nscatools.protocol.Credential;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that runs in a process of its own and writes to a FIFO that is read all the while. */
final class MeasuredServer implements AutoCloseable {
    static final String NSCA_NG = "nsca-ng";
    static final String PASSWORD = "a password of the benchmark";
    private static final long CLOCK_TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / 100; // USER_HZ

    private final Process process;
    private final CommandFileReader commandFile;
    private final InetSocketAddress address;
    private final double startMillis;

    /** How to start a server: the command, to which {@code -c FILE} is added, and its environment. */
    record Program(String name, List<String> command, Map<String, String> environment) {
        /** Our server, which {@code command} starts. */
        static Program ours(String... command) {
            return new Program("nsca-server", List.of(command), Map.of());
        }

        /** Debian's {@code nsca --single}, from the folder of the Debian packages. */
        static Program debian(String peers) {
            return new Program("C nsca", List.of(peers + "/usr/sbin/nsca", "--single", "-f"), libraries(peers));
        }

        /** Debian's {@code nsca-ng}, from the folder of the Debian packages. */
        static Program nscaNg(String peers) {
            return new Program(NSCA_NG, List.of(peers + "/nsca-ng/usr/sbin/nsca-ng", "-F"), libraries(peers));
        }

        /** Returns the environment that programs from the folder of the Debian packages need. */
        static Map<String, String> libraries(String peers) {
            String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
            return Map.of("LD_LIBRARY_PATH", peers + "/usr/lib/" + arch + ":" + peers + "/lib/" + arch);
        }

        boolean isOurs() {
            return environment.isEmpty();
        }

        private Path writeConfig(Path folder, InetSocketAddress address, Path fifo, EncryptionMethod method)
                throws IOException {
            if (isOurs()) {
                return yaml(folder, address, fifo, method);
            }
            return name.equals(NSCA_NG) ? nscaNgCfg(folder, address, fifo) : cfg(folder, address, fifo, method);
        }
    }

    private MeasuredServer(
            Process process, CommandFileReader commandFile, InetSocketAddress address, double startMillis) {
        this.process = process;
        this.commandFile = commandFile;
        this.address = address;
        this.startMillis = startMillis;
    }

    /** Starts a server that takes results of hosts 0 to {@code hosts} - 1, and waits until it listens. */
    static MeasuredServer start(Program program, EncryptionMethod method, int hosts)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("server");
        folder.toFile().deleteOnExit();
        Path fifo = folder.resolve("nagios.cmd");
        CommandFileReader commandFile = new CommandFileReader(fifo, hosts);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path config = program.writeConfig(folder, address, fifo, method);
        List<String> command = new ArrayList<>(program.command());
        command.addAll(List.of("-c", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(program.environment());
        long start = System.nanoTime();
        Process process = builder.start();
        awaitListening(process, address);
        return new MeasuredServer(process, commandFile, address, (System.nanoTime() - start) / 1e6);
    }

    private static Path cfg(Path folder, InetSocketAddress address, Path fifo, EncryptionMethod method)
            throws IOException {
        return Files.writeString(
                folder.resolve("nsca.cfg"),
                "server_address=127.0.0.1\nserver_port=" + address.getPort() + "\ncommand_file=" + fifo
                        + "\nmax_packet_age=300\ndecryption_method=" + method.number() + "\npassword=" + PASSWORD
                        + "\n");
    }

    /** Its encryption is TLS with the password as the key. */
    private static Path nscaNgCfg(Path folder, InetSocketAddress address, Path fifo) throws IOException {
        return Files.writeString(
                folder.resolve("nsca-ng.cfg"),
                "listen = \"127.0.0.1:" + address.getPort() + "\"\ncommand_file = \"" + fifo
                        + "\"\nauthorize \"*\" {\n password = \"" + PASSWORD
                        + "\"\n commands = \".*\"\n}\nlog_level = 2\n");
    }

    /** All load comes from one address, so what one address may do is not limited; idle connections stay. */
    private static Path yaml(Path folder, InetSocketAddress address, Path fifo, EncryptionMethod method)
            throws IOException {
        return Files.writeString(
                folder.resolve("nsca.yml"),
                "listen: [{address: 127.0.0.1, port: " + address.getPort() + "}]\nsinks: [{command_file: " + fifo
                        + "}]\nmax_packet_age: 5min\ncredentials: [{method: " + method.number() + ", password: "
                        + PASSWORD
                        + "}]\nlimits: {connections: 20000, connections_per_source: 20000, idle_time: 10min}\n");
    }

    /** Returns what makes packets that the servers take. */
    static PacketSource.Factory packets(EncryptionMethod method) {
        byte[] password = PASSWORD.getBytes(StandardCharsets.US_ASCII);
        return new PacketSource.Factory(
                new Credential(method, new Secret(password)), "TCP Wrapper", "Denied sshd-192.0.2.7");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Process process, InetSocketAddress address)
            throws IOException, InterruptedException {
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("the server has ended: exit code " + process.exitValue(), e);
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    InetSocketAddress address() {
        return address;
    }

    CommandFileReader commandFile() {
        return commandFile;
    }

    /** Returns the milliseconds from the start of the process until it accepted a connection. */
    double startMillis() {
        return startMillis;
    }

    /** Returns the CPU time that the process and its ended children have used, in steps of 10 ms. */
    long cpuNanos() throws IOException {
        String stat = Files.readString(proc("stat"));
        long ticks = Pattern.compile(" ")
                .splitAsStream(stat.substring(stat.lastIndexOf(')') + 2))
                .skip(11) // to utime, stime, cutime and cstime: proc(5)
                .limit(4)
                .mapToLong(Long::parseLong)
                .sum();
        return ticks * CLOCK_TICK_NANOS;
    }

    /** Returns the resident memory in MiB. */
    double residentMebibytes() throws IOException {
        return status("VmRSS:") / 1024.0;
    }

    /** Returns how many threads it has. */
    long threads() throws IOException {
        return status("Threads:");
    }

    /** Returns how many descriptors it has open. */
    long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return open.count();
        }
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        commandFile.close();
    }
}
