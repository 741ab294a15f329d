package io.nscatools.server.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the files in which Nagios says what it runs with: {@code objects.cache}, which has every object with all that
 * it inherits and each service of each host by itself, and {@code status.dat}.
 */
final class NagiosBlocks {
    private NagiosBlocks() {}

    /**
     * A block of a file.
     *
     * @param type such as {@code service} or {@code programstatus}
     * @param values its lines
     */
    record Block(String type, Map<String, String> values) {
        String get(String name) {
            return values.getOrDefault(name, "");
        }
    }

    /** Hands each block of {@code file} to {@code blocks}. */
    static void read(Path file, Consumer<Block> blocks) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            Block open = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line.strip();
                if (open == null) {
                    open = text.endsWith("{") ? new Block(type(text), new HashMap<>()) : null;
                } else if (text.equals("}")) {
                    blocks.accept(open);
                    open = null;
                } else {
                    add(text, open.values());
                }
            }
        }
    }

    /** From {@code define service} or {@code servicestatus} and an opening brace. */
    private static String type(String text) {
        String head = text.substring(0, text.length() - 1).strip();
        return head.substring(head.lastIndexOf(' ') + 1);
    }

    /** From {@code name<TAB>value} or {@code name=value}; a name has neither in it. */
    private static void add(String text, Map<String, String> values) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\t' && text.charAt(end) != '=') {
            end++;
        }
        if (end < text.length()) {
            values.put(text.substring(0, end), text.substring(end + 1));
        }
    }
}
