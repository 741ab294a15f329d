package io.nscatools.server.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of this machine: those that can be asked, and the server that runs. */
final class Programs {
    private static final long PATIENCE_SECONDS = 10;

    private Programs() {}

    /** Returns what a command printed, without white space around it; nothing if it failed or is not there. */
    static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns the process of the server that was started with {@code configFile}, or nothing if none is seen. */
    static Optional<ProcessHandle> server(Path configFile) {
        return ProcessHandle.allProcesses()
                .filter(process -> isServer(process, configFile))
                .findFirst();
    }

    private static boolean isServer(ProcessHandle process, Path configFile) {
        List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
        int option = arguments.lastIndexOf("-c");
        boolean isOurs = arguments.stream().anyMatch(argument -> argument.endsWith("nsca-server.jar"));
        return isOurs
                && !arguments.contains("doctor")
                && option >= 0
                && option + 1 < arguments.size()
                && isSame(process, arguments.get(option + 1), configFile);
    }

    private static boolean isSame(ProcessHandle process, String argument, Path configFile) {
        try {
            Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.isSameFile(folder.resolve(argument), configFile);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
