package io.nscatools.testsupport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Where the project's own files are. */
public final class Project {
    private Project() {}

    /** Returns the folder with the parent {@code pom.xml}. */
    public static Path root() {
        return Path.of(Objects.requireNonNull(
                System.getProperty("nscatools.root"), "the build sets -Dnscatools.root to the project's folder"));
    }

    /** Returns the executable jar of a module, such as {@code nsca-client}. */
    public static Path jar(String module) {
        Path jar = root().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: build with mvn package first");
        }
        return jar;
    }

    /** Returns a command that runs an executable jar on the Java that runs the tests. */
    public static ProcessBuilder java(String module, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-jar", jar(module).toString());
        builder.command().addAll(List.of(arguments));
        return builder;
    }
}
