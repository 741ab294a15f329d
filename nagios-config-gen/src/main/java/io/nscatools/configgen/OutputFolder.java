package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder that generated files are written to. What is there is overwritten only on request. */
final class OutputFolder {
    private final Path folder;
    private final Map<Path, Path> folders = new ConcurrentHashMap<>();

    OutputFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes what is not there yet; nothing at all if a file is there with other contents.
     *
     * @param force whether such a file is overwritten instead
     * @return how many files were written; the others were there already
     */
    int write(List<GeneratedFile> files, boolean force) throws ProblemsException {
        List<GeneratedFile> absent = new ArrayList<>();
        List<GeneratedFile> different = new ArrayList<>();
        boolean fresh = !Files.exists(folder);
        for (GeneratedFile file : files) {
            if (fresh || !Files.exists(path(file), LinkOption.NOFOLLOW_LINKS)) {
                absent.add(file);
            } else if (!isSame(file)) {
                different.add(file);
            }
        }
        if (!force && !different.isEmpty()) {
            throw new ProblemsException(different.stream()
                    .map(file -> problem(file, "is there with other contents; --force overwrites it"))
                    .toList());
        }
        // Most of the time goes into the kernel, where folders do not wait for each other.
        List<Problem> problems = Stream.concat(
                        absent.parallelStream().map(file -> write(file, false)),
                        different.parallelStream().map(file -> write(file, true)))
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return absent.size() + different.size();
    }

    private Path path(GeneratedFile file) {
        return folder.resolve(file.name());
    }

    private static Problem problem(Path path, String message) {
        return new Problem(path.toString(), 0, 0, message);
    }

    private Problem problem(GeneratedFile file, String message) {
        return problem(path(file), message);
    }

    private static byte[] bytes(GeneratedFile file) {
        return file.text().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean isSame(GeneratedFile file) throws ProblemsException {
        Path path = path(file);
        try {
            byte[] bytes = bytes(file);
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(path) == bytes.length
                    && Arrays.equals(Files.readAllBytes(path), bytes)
                    && (!file.secret() || SafeFiles.OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path)));
        } catch (IOException e) {
            throw new ProblemsException(List.of(problem(file, "cannot be read: " + FileErrors.describe(e))));
        }
    }

    private Optional<Problem> write(GeneratedFile file, boolean replace) {
        Path path = path(file);
        Set<PosixFilePermission> permissions = file.secret() ? SafeFiles.OWNER_ONLY : SafeFiles.READABLE;
        try {
            makeFolder(path.getParent());
            if (replace) {
                SafeFiles.replace(path, bytes(file), permissions);
            } else {
                SafeFiles.create(path, bytes(file), permissions);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(problem(file, "cannot be written: " + FileErrors.describe(e)));
        }
    }

    private void makeFolder(Path path) throws IOException {
        try {
            folders.computeIfAbsent(path, absent -> {
                try {
                    return Files.createDirectories(absent);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
