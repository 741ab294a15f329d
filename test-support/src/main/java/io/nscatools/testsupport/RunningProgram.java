package io.nscatools.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program in the background, whose standard output and error go to a log file. Closing it ends it. */
public final class RunningProgram implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path log;

    private RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program. */
    public static RunningProgram start(ProcessBuilder command, Path log) throws IOException {
        // Whoever runs the tests may ignore SIGHUP, as nohup does, and then so would the program.
        command.command().addAll(0, List.of("env", "--default-signal=HUP"));
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        return new RunningProgram(process, log);
    }

    /** Returns a port on which nobody listens just now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns what the program has printed. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    /** Waits until the program has printed {@code text}. */
    public void awaitLog(String text) throws Exception {
        Await.until(() -> checkAlive().log().contains(text), () -> "'" + text + "' in the output of " + describe());
    }

    /** Waits until somebody listens on a TCP port of this machine, without connecting to it. */
    public void awaitPort(int port) throws Exception {
        Await.until(() -> checkAlive() != null && isListening(port), () -> "port " + port + " is open: " + describe());
    }

    private static boolean isListening(int port) throws IOException {
        // "  0: 0100007F:1623 00000000:0000 0A ...": local address, remote address, state 0A for LISTEN
        Pattern listener = Pattern.compile(String.format("\\s*\\d+: [0-9A-F]+:%04X [0-9A-F]+:0000 0A .*", port));
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> sockets = Files.lines(Path.of(table))) {
                if (sockets.anyMatch(line -> listener.matcher(line).matches())) {
                    return true;
                }
            }
        }
        return false;
    }

    private RunningProgram checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("it has ended with exit code " + process.exitValue() + ": " + describe());
        }
        return this;
    }

    private String describe() {
        try {
            return process.info().commandLine().orElse("the program") + ", which printed:\n" + log();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Asks the program to end, kills it if it does not within 10 s, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /** Returns the program's process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the program has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the program with SIGKILL and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the program and all that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
