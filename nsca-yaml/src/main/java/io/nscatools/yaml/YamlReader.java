package io.nscatools.yaml;

import io.nscatools.protocol.FileErrors;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML file into nodes that know where they stand. Values stay as they are written: a host called {@code no} is
 * not false. Aliases are refused, so nothing can expand without end.
 */
public final class YamlReader {
    private static final int MAX_BYTES = 16 << 20;

    /** The parser's own limit is 3 MB. */
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MAX_BYTES)
                    .setAllowDuplicateKeys(true) // told here, with their place
                    .build())
            .build();

    private final String file;
    private final YAMLParser parser;
    private final List<Problem> problems;

    private YamlReader(String file, YAMLParser parser, List<Problem> problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * Reads a file that holds one mapping. What can be passed over is added to {@code problems}; what is no YAML at all
     * is thrown.
     */
    public static YamlNode.Mapping read(Path file, List<Problem> problems) throws ProblemsException {
        return parse(file, bytes(file), problems);
    }

    /** Takes {@code bytes} for the contents of {@code file}; otherwise as {@link #read}. */
    public static YamlNode.Mapping parse(Path file, byte[] bytes, List<Problem> problems) throws ProblemsException {
        YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), bytes);
        YamlReader reader = new YamlReader(file.toString(), parser, problems);
        try (parser) {
            return reader.readDocument();
        } catch (JacksonException e) {
            throw new ProblemsException(List.of(reader.notYaml(e)));
        }
    }

    private Problem notYaml(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException yaml
                && yaml.getProblemMark().isPresent()) {
            Mark mark = yaml.getProblemMark().get();
            return new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, "is not YAML: " + yaml.getProblem());
        }
        // Otherwise it went wrong somewhere after the last thing that was read.
        return new Problem(file, Math.max(1, line()), Math.max(1, column()), message(e));
    }

    private static String message(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "is nested too deeply, or has a value too long, for a configuration file";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharConversionException) {
                return "is not UTF-8 from here on";
            }
        }
        return "is not YAML from here on: "
                + e.getOriginalMessage().lines().findFirst().orElse("");
    }

    /** Returns what stands in a file, which is not unlimited. */
    public static byte[] bytes(Path file) throws ProblemsException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw problem(file, "is larger than " + MAX_BYTES + " bytes: not a configuration file");
            }
            return bytes;
        } catch (IOException e) {
            throw problem(file, FileErrors.describe(e));
        }
    }

    private static ProblemsException problem(Path file, String message) {
        return new ProblemsException(List.of(new Problem(file.toString(), 0, 0, message)));
    }

    private YamlNode.Mapping readDocument() throws ProblemsException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            String what = first == null ? "is empty" : "does not begin with a key";
            throw new ProblemsException(List.of(new Problem(file, 0, 0, what + "; expected keys with values")));
        }
        YamlNode.Mapping root = mapping();
        if (parser.nextToken() != null) {
            addProblem("a second document; a file is one");
        }
        return root;
    }

    private YamlNode node() {
        if (parser.isCurrentAlias()) {
            addProblem("aliases are not supported; write the value out");
        }
        if (parser.getTypeId() != null) {
            addProblem("tags such as !x and !!str are not supported; take it out, and quote a text");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping();
        }
        return token == JsonToken.START_ARRAY ? sequence() : scalar();
    }

    private YamlNode.Scalar scalar() {
        String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
        return new YamlNode.Scalar(text, line(), column());
    }

    private YamlNode.Sequence sequence() {
        int line = line();
        int column = column();
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new YamlNode.Sequence(List.copyOf(items), line, column);
    }

    private YamlNode.Mapping mapping() {
        int line = line();
        int column = column();
        Set<String> keys = new HashSet<>();
        List<YamlNode.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            YamlNode.Scalar key = scalar();
            if (!keys.add(key.text())) {
                addProblem("key " + key.kind() + " stands here a second time");
            }
            parser.nextToken();
            entries.add(new YamlNode.Entry(key, node()));
        }
        return new YamlNode.Mapping(List.copyOf(entries), line, column);
    }

    private void addProblem(String message) {
        problems.add(new Problem(file, line(), column(), message));
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private int column() {
        return parser.currentTokenLocation().getColumnNr();
    }
}
