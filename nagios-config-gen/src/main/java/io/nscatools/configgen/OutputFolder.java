package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder that generated files are written to. What is there is overwritten only on request. */
final class OutputFolder {
    private final Path folder;
    private final Map<Path, Path> folders = new ConcurrentHashMap<>();

    /**
     * What is at the place of a file.
     *
     * @param occupied whether anything is
     * @param difference how that is not the file itself
     */
    private record Place(GeneratedFile file, boolean occupied, Optional<String> difference) {
        boolean isRight() {
            return occupied && difference.isEmpty();
        }
    }

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
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ProblemsException(List.of(problem(folder, "is not a folder; name another with --output-dir")));
        }
        // Most of the time goes into the kernel, where folders do not wait for each other.
        List<Place> places = files.parallelStream().map(this::find).toList();
        List<Problem> differences = places.stream()
                .filter(place -> place.difference().isPresent())
                .map(place -> problem(place.file(), place.difference().get() + "; --force overwrites it"))
                .toList();
        if (!force && !differences.isEmpty()) {
            throw new ProblemsException(differences);
        }
        List<Place> wanting = places.stream().filter(place -> !place.isRight()).toList();
        List<Problem> problems = wanting.parallelStream()
                .map(place -> write(place.file(), place.occupied()))
                .flatMap(Optional::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return wanting.size();
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

    private Place find(GeneratedFile file) {
        Path path = path(file);
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            byte[] bytes = bytes(file);
            boolean same = attributes.isRegularFile()
                    && attributes.size() == bytes.length
                    && (!file.secret() || SafeFiles.OWNER_ONLY.containsAll(attributes.permissions()))
                    && Arrays.equals(Files.readAllBytes(path), bytes);
            return new Place(file, true, same ? Optional.empty() : Optional.of("is there with other contents"));
        } catch (NoSuchFileException e) {
            return new Place(file, false, Optional.empty());
        } catch (IOException e) {
            return new Place(file, true, Optional.of("cannot be read: " + FileErrors.describe(e)));
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
