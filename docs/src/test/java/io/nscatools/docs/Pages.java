package io.nscatools.docs;

import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages for readers: those of docs, and the README. */
final class Pages {
    private Pages() {}

    /** Returns their paths, relative to the project's folder. */
    static List<String> all() throws IOException {
        Path root = Project.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".md"))
                    .toList();
        }
    }

    static String read(String page) {
        try {
            return Files.readString(Project.root().resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the listings of a page; fails with the page's name if one has no marker, or an unknown one. */
    static List<Listing> listings(String page) {
        try {
            return Listing.of(read(page));
        } catch (IllegalArgumentException e) {
            throw new AssertionError(page + ": " + e.getMessage(), e);
        }
    }
}
