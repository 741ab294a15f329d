package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import io.nscatools.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Opens the files of an inventory, each once, and finds those that a file includes. */
final class Includes {
    private final List<Problem> problems;
    private final Set<Path> opened = new HashSet<>();

    Includes(List<Problem> problems) {
        this.problems = problems;
    }

    /** A file that another one includes, and what stands in it. */
    record Included(Path file, YamlNode.Mapping root) {}

    /**
     * Returns what stands in a file.
     *
     * @throws ProblemsException if it cannot be read, is no YAML, or was made by an editor that adds a byte order mark
     *     or carriage returns, which would go into names unseen
     */
    YamlNode.Mapping open(Path file) throws ProblemsException {
        byte[] bytes = YamlReader.bytes(file);
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw problem(file, 1, 1, "begins with a byte order mark; save it as UTF-8 without one");
        }
        int line = 1;
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\r') {
                throw problem(file, line, i - start + 1, "has a carriage return; save it with LF line ends");
            }
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        opened.add(identity(file));
        return YamlReader.parse(file, bytes, problems);
    }

    private static ProblemsException problem(Path file, int line, int column, String message) {
        return new ProblemsException(List.of(new Problem(file.toString(), line, column, message)));
    }

    /** Returns the files that {@code file}, whose keys are {@code mapping}, includes; glob by glob, each sorted. */
    List<Included> of(Path file, YamlMapping mapping) {
        List<Included> included = new ArrayList<>();
        for (YamlNode.Scalar pattern : mapping.scalars("include")) {
            for (Path path : matches(file, mapping, pattern)) {
                open(path, mapping, pattern, included);
            }
        }
        return included;
    }

    private void open(Path path, YamlMapping mapping, YamlNode.Scalar pattern, List<Included> included) {
        if (opened.contains(identity(path))) {
            mapping.problem(pattern, "include: " + YamlNode.quoted(path.toString()) + " is included already");
            return;
        }
        try {
            FileErrors.refuseSpecial(path);
            included.add(new Included(path, open(path)));
        } catch (ProblemsException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(new Problem(path.toString(), 0, 0, FileErrors.describe(e)));
        }
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file; // that it cannot be read is told elsewhere
        }
    }

    /** A pattern is a path whose last part may have {@code *}, {@code ?}, {@code [...]} and {@code {a,b}}. */
    private static List<Path> matches(Path file, YamlMapping mapping, YamlNode.Scalar pattern) {
        String text = pattern.text();
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            mapping.problem(pattern, "include: expected a file or a pattern such as hosts/*.yml");
            return List.of();
        }
        if (!text.matches(".*[*?\\[{].*")) {
            return List.of(file.resolveSibling(text));
        }
        int slash = text.lastIndexOf('/');
        Path folder = slash < 0 ? file.resolveSibling("") : file.resolveSibling(text.substring(0, slash + 1));
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder.toString().isEmpty() ? Path.of(".") : folder, text.substring(slash + 1))) {
            files.forEach(match -> matches.add(folder.resolve(match.getFileName())));
        } catch (IOException e) {
            mapping.problem(pattern, "include: " + YamlNode.quoted(folder.toString()) + ": " + FileErrors.describe(e));
            return List.of();
        } catch (PatternSyntaxException e) {
            mapping.problem(pattern, "include: " + pattern.kind() + " is no pattern: " + e.getDescription());
            return List.of();
        }
        if (matches.isEmpty()) {
            mapping.problem(pattern, "include: no file matches " + pattern.kind());
        }
        return matches.stream().sorted().toList();
    }
}
