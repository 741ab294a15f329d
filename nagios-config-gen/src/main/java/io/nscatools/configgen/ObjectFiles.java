package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Location;
import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads Nagios object files and those that they name: {@code cfg_file} and {@code cfg_dir} of a main configuration
 * file, {@code include_file} and {@code include_dir} of an object file. A relative path counts from the folder of the
 * file that it stands in; a folder stands for all its files that end in {@code .cfg}, and those of its folders.
 */
final class ObjectFiles {
    private static final int MAX_BYTES = 256 << 20;

    private final List<ObjectDefinition> definitions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    private ObjectFiles() {}

    /** Returns the definitions of all files; throws with all that is no object definition. */
    static List<ObjectDefinition> read(List<Path> files) throws ProblemsException {
        ObjectFiles reader = new ObjectFiles();
        files.forEach(file -> reader.file(file, new Location(file.toString(), 0, 0), ""));
        if (!reader.problems.isEmpty()) {
            throw new ProblemsException(reader.problems);
        }
        return reader.definitions;
    }

    /** Returns the definitions in {@code bytes}, the contents of {@code file}. */
    static List<ObjectDefinition> parse(Path file, byte[] bytes) throws ProblemsException {
        ObjectFiles reader = new ObjectFiles();
        reader.addAll(file, bytes);
        if (!reader.problems.isEmpty()) {
            throw new ProblemsException(reader.problems);
        }
        return reader.definitions;
    }

    private void file(Path file, Location from, String what) {
        try {
            if (seen.add(file.toRealPath())) {
                addAll(file, bytes(file));
            }
        } catch (IOException e) {
            problems.add(from.problem(what + FileErrors.describe(e)));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("is larger than " + MAX_BYTES + " bytes: not an object file");
            }
            return bytes;
        }
    }

    private void addAll(Path file, byte[] bytes) {
        new ObjectFileParser(
                        file.toString(), bytes, problems, definitions::add, (name, value) -> setting(file, name, value))
                .parse();
    }

    private void setting(Path file, String name, ObjectDefinition.Value value) {
        switch (name) {
            case "cfg_file", "include_file" -> {
                Path named = file.resolveSibling(value.text());
                file(named, value.location(), name + " " + named + ": ");
            }
            case "cfg_dir", "include_dir" -> folder(file.resolveSibling(value.text()), value.location(), name);
            default -> {} // a setting of the main configuration file, which is Nagios' business
        }
    }

    private void folder(Path folder, Location from, String name) {
        try {
            if (!seen.add(folder.toRealPath())) {
                return;
            }
            List<Path> entries;
            try (Stream<Path> listed = Files.list(folder)) {
                entries = listed.sorted().toList();
            }
            for (Path entry : entries) {
                String entryName = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !entryName.startsWith(".")) {
                    folder(entry, from, name);
                } else if (entryName.endsWith(".cfg") && !entryName.startsWith(".")) {
                    file(entry, from, name + " " + entry + ": ");
                }
            }
        } catch (IOException e) {
            problems.add(from.problem(name + " " + folder + ": " + FileErrors.describe(e)));
        }
    }
}
