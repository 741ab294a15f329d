package io.nscatools.server.sink;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running Nagios, found by its command line, which names its configuration file, which names its command file.
 *
 * @param id its process and when that began, so that no two are the same
 */
public record NagiosProcess(String id) {
    private static final List<String> PROGRAMS = List.of("nagios", "naemon", "icinga");
    private static final Path PROC = Path.of("/proc");

    /** Returns the main configuration files of all that are seen, each once. */
    public static List<Path> configFiles() {
        return configFiles(PROC);
    }

    static List<Path> configFiles(Path proc) {
        try (Stream<Path> processes = Files.list(proc)) {
            return processes
                    .flatMap(NagiosProcess::namedFiles)
                    .filter(Files::isRegularFile)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Returns the one that reads {@code commandFile}, or nothing if none is seen. */
    static Optional<NagiosProcess> reading(Path commandFile) {
        return reading(commandFile, PROC);
    }

    static Optional<NagiosProcess> reading(Path commandFile, Path proc) {
        try (Stream<Path> processes = Files.list(proc)) {
            Map<String, Stat> found = processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> reads(process, commandFile))
                    .collect(toMap(process -> process.getFileName().toString(), Stat::of));
            return found.entrySet().stream()
                    .filter(process -> process.getValue().lives()
                            && !found.containsKey(process.getValue().parent())) // Nagios forks, its parts look like it
                    .map(process -> new NagiosProcess(
                            process.getKey() + "." + process.getValue().started()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // no /proc, no Nagios to see
        }
    }

    private static boolean reads(Path process, Path commandFile) {
        return namedFiles(process).anyMatch(file -> configures(file, commandFile));
    }

    /** Returns what the command line of a Nagios names, of which one is its configuration file; of others nothing. */
    private static Stream<Path> namedFiles(Path process) {
        List<String> arguments = List.of(read(process.resolve("cmdline")).split("\0", -1));
        String program = arguments.get(0).substring(arguments.get(0).lastIndexOf('/') + 1);
        return PROGRAMS.stream().noneMatch(program::startsWith)
                ? Stream.empty()
                : arguments.stream()
                        .skip(1)
                        .filter(argument -> argument.startsWith("/"))
                        .flatMap(NagiosProcess::path);
    }

    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty(); // this locale has no such name
        }
    }

    private static boolean configures(Path configFile, Path commandFile) {
        try {
            return read(configFile)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("command_file="))
                    .map(line ->
                            Path.of(line.substring("command_file=".length()).strip()))
                    .anyMatch(path -> isSame(path, commandFile));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@code /proc/<pid>/stat} says: state, parent, start time. */
    private record Stat(String state, String parent, String started) {
        static Stat of(Path process) {
            String stat = read(process.resolve("stat"));
            // "4711 (nagios4) S 1 ...": the name may have blanks and brackets in it; after it come state and parent,
            // and the start time as the twentieth
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length < 20 ? new Stat("X", "", "") : new Stat(fields[0], fields[1], fields[19]);
        }

        boolean lives() {
            return !state.equals("Z") && !state.equals("X");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or is not ours to read
        }
    }
}
