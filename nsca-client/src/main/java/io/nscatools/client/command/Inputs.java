package io.nscatools.client.command;

import io.nscatools.client.internal.Deadline;
import io.nscatools.protocol.FileErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where results are read from: files, or standard input. */
final class Inputs {
    static final String STANDARD_INPUT = "standard input";

    private final List<Input> inputs;

    /** Opens an input. */
    interface Opener {
        /** Returns the input from its beginning. */
        InputStream open() throws IOException;
    }

    /** An input and what to call it. */
    record Input(String name, Opener opener) {}

    private Inputs(List<Input> inputs) {
        this.inputs = inputs;
    }

    /** Returns the inputs that the command line names; {@code -} and nothing at all are standard input. */
    static Inputs of(List<String> files, InputStream standardInput) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(file.equals("-") ? standard(standardInput) : new Input(file, () -> open(file)));
        }
        if (files.isEmpty()) {
            inputs.add(standard(standardInput));
        }
        return new Inputs(inputs);
    }

    private static Input standard(InputStream standardInput) {
        return new Input(STANDARD_INPUT, () -> standardInput);
    }

    private static InputStream open(String file) throws IOException {
        Path path = Path.of(file);
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("is a directory");
            }
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new IOException(file + ": " + FileErrors.describe(e), e);
        }
    }

    List<Input> all() {
        return inputs;
    }

    /**
     * Returns the same inputs, each of which can be opened several times at once: standard input is read to its end and
     * kept in {@code folder}.
     *
     * @throws java.net.SocketTimeoutException if standard input does not end in time
     */
    Inputs repeatable(Path folder, Deadline deadline) throws IOException {
        List<Input> repeatable = new ArrayList<>();
        for (Input input : inputs) {
            if (input.name.equals(STANDARD_INPUT)) {
                Path copy = folder.resolve("input-" + repeatable.size());
                try (InputStream in =
                        new TimedInput(input.opener.open(), deadline, Duration.ZERO, Duration.ZERO, () -> {})) {
                    Files.copy(in, copy);
                }
                repeatable.add(new Input(input.name, () -> Files.newInputStream(copy)));
            } else {
                repeatable.add(input);
            }
        }
        return new Inputs(repeatable);
    }

    /** Returns one input of {@code bytes}. */
    static Inputs of(String name, byte[] bytes) {
        return new Inputs(List.of(new Input(name, () -> new ByteArrayInputStream(bytes))));
    }
}
