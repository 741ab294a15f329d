package io.nscatools.server.doctor;

import io.nscatools.server.sink.NagiosProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The main configuration file of a Nagios, Naemon or Icinga 1.
 *
 * @param file where it is
 * @param isRunning whether a process that was started with it is seen
 * @param settings the lines {@code name=value}; of several with one name the last counts
 * @param objects the files and folders with definitions of objects
 */
record NagiosConfig(Path file, boolean isRunning, Map<String, String> settings, List<Path> objects) {
    private static final List<Path> USUAL_PLACES = List.of(
            Path.of("/etc/nagios4/nagios.cfg"),
            Path.of("/etc/nagios/nagios.cfg"),
            Path.of("/usr/local/nagios/etc/nagios.cfg"),
            Path.of("/etc/naemon/naemon.cfg"),
            Path.of("/etc/icinga/icinga.cfg"));

    /**
     * Returns the configuration of the Nagios that is meant: {@code named}, or that of a running one, rather one that
     * reads {@code commandFile}, or one in the usual places. Nothing if there is none.
     *
     * @throws IOException if it cannot be read
     */
    static Optional<NagiosConfig> find(Optional<Path> named, Optional<Path> commandFile) throws IOException {
        List<Path> running = NagiosProcess.configFiles();
        if (named.isPresent()) {
            return Optional.of(read(named.get(), running));
        }
        List<NagiosConfig> candidates = new ArrayList<>();
        for (Path file : running.isEmpty() ? USUAL_PLACES : running) {
            if (Files.exists(file)) {
                candidates.add(read(file, running));
            }
        }
        return candidates.stream()
                .filter(config -> commandFile.isPresent()
                        && config.path("command_file")
                                .filter(commandFile.get()::equals)
                                .isPresent())
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private static NagiosConfig read(Path file, List<Path> running) throws IOException {
        Map<String, String> settings = new HashMap<>();
        List<Path> objects = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.stripLeading().startsWith("#")) {
                String name = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                settings.put(name, value);
                if (name.equals("cfg_file") || name.equals("cfg_dir")) {
                    objects.add(file.resolveSibling(value));
                }
            }
        }
        boolean isRunning = false;
        for (Path other : running) {
            isRunning = isRunning || Files.isSameFile(file, other);
        }
        return new NagiosConfig(file.toAbsolutePath(), isRunning, Map.copyOf(settings), List.copyOf(objects));
    }

    /** Returns whether a setting is on; Nagios 4 has those that matter here on where nothing is said. */
    boolean isOn(String name) {
        return !settings.getOrDefault(name, "1").equals("0");
    }

    /** Returns how often Nagios writes its status; every minute where nothing is said that can be understood. */
    Duration statusInterval() {
        String seconds = settings.getOrDefault("status_update_interval", "");
        return Duration.ofSeconds(seconds.matches("\\d{1,9}") ? Integer.parseInt(seconds) : 60);
    }

    /** Returns a path, which counts from the folder of the file (Nagios 4). */
    Optional<Path> path(String name) {
        return Optional.ofNullable(settings.get(name)).map(file::resolveSibling);
    }

    /** Returns a file of the configuration that has changed since {@code time}, or nothing. */
    Optional<Path> changedSince(FileTime time) {
        return Stream.concat(Stream.of(file), objects.stream())
                .flatMap(path -> newer(path, time).stream())
                .findFirst();
    }

    private static Optional<Path> newer(Path path, FileTime time) {
        try (Stream<Path> files = Files.find(
                path,
                Integer.MAX_VALUE,
                (each, attributes) -> attributes.isRegularFile()
                        && attributes.lastModifiedTime().compareTo(time) > 0)) {
            return files.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // nagios -v tells of a file that cannot be read
        }
    }
}
