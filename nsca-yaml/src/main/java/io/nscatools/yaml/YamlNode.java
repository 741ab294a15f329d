package io.nscatools.yaml;

import java.util.List;
import java.util.Set;

/** A piece of YAML that knows where it stands, so that every problem can be told with line and column. */
public sealed interface YamlNode {
    /** How many characters of a value a message shows. */
    int MAX_QUOTED = 80;

    /** Kinds of characters that end lines, or turn the direction of writing, or show nothing. */
    Set<Integer> INVISIBLE =
            Set.of((int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR, (int)
                    Character.SURROGATE);

    /** Returns the line, counted from 1. */
    int line();

    /** Returns the column, counted from 1. */
    int column();

    /** Returns what it is, in words for a message. */
    String kind();

    /** Returns {@code text} in quotes for a message: at most 80 characters, and none that is not seen as itself. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(MAX_QUOTED).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else if (INVISIBLE.contains(Character.getType(c))) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > MAX_QUOTED ? "...'" : "'")
                .toString();
    }

    /** A single value as it is written; {@code text} is empty for an empty one. */
    record Scalar(String text, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : quoted(text);
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping with its entries in the order of the file. */
    record Mapping(List<Entry> entries, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {}
}
