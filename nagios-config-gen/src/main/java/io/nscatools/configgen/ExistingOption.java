package io.nscatools.configgen;

import io.nscatools.yaml.ProblemsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names the Nagios configuration which the generated definitions are for. */
final class ExistingOption {
    @Option(
            names = "--existing",
            paramLabel = "FILE",
            description = "A nagios.cfg, or an object file: what it and the files that it names define is left out of"
                    + " the supporting definitions. Generated files count as not there.")
    private List<Path> files = List.of();

    /** Reads the configuration; without the option there is none. */
    ObjectModel read() throws ProblemsException {
        Map<String, Boolean> generated = new HashMap<>();
        return new ObjectModel(ObjectFiles.read(files).stream()
                .filter(definition ->
                        !generated.computeIfAbsent(definition.location().file(), ExistingOption::isGenerated))
                .toList());
    }

    private static boolean isGenerated(String file) {
        try (BufferedReader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return Header.isFirstLine(String.valueOf(reader.readLine()));
        } catch (IOException e) {
            return false; // it has just been read
        }
    }
}
