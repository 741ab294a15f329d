package io.nscatools.yaml;

import java.util.List;

/** A piece of YAML that knows where it stands, so that every problem can be told with line and column. */
public sealed interface YamlNode {
    /** Returns the line, counted from 1. */
    int line();

    /** Returns the column, counted from 1. */
    int column();

    /** Returns what it is, in words for a message. */
    String kind();

    /** A single value as it is written; {@code text} is empty for an empty one. */
    record Scalar(String text, int line, int column) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "'" + text + "'";
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
