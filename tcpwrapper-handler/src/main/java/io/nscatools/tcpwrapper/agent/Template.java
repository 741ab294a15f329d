package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of an alert with fields in braces, such as <code>Denied {daemon}-{host}</code>. */
final class Template {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}|[{}]");

    /** The recipe's text. */
    static final Template RECIPE = new Template("Denied {daemon}-{host}");

    private final List<Part> parts;

    /** A field, or, with {@code field} null, a piece of text. */
    private record Part(Field field, String text) {}

    /** What can stand in braces. */
    enum Field {
        /** The daemon's name, {@code %d}. */
        DAEMON,
        /** The peer as libwrap names it, {@code %h}: nearly always its address (fact T5). */
        HOST,
        /** The peer's address. */
        ADDRESS,
        /** The peer's name, {@code %n}, as its own name server tells it. */
        NAME,
        /** The peer's reverse name if that name has the peer's address. */
        CONFIRMED_NAME,
        /** The answer of the peer's ident service, {@code %u}. */
        USER,
        /** The peer's port. */
        PORT,
        /** How many connections the alert stands for. */
        COUNT,
        /** When the first of them was refused. */
        FIRST,
        /** When the last of them was refused. */
        LAST,
        /** The time that a digest covers. */
        SPAN;

        private static final Map<String, Field> BY_NAME =
                Stream.of(values()).collect(Collectors.toUnmodifiableMap(Field::toString, Function.identity()));

        /** Returns the name in braces. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Throws {@code IllegalArgumentException}, with a message for the user, for an unknown field or a stray brace. */
    Template(String text) {
        List<Part> found = new ArrayList<>();
        Matcher matcher = FIELD.matcher(text);
        int end = 0;
        while (matcher.find()) {
            found.add(new Part(null, text.substring(end, matcher.start())));
            found.add(new Part(field(matcher.group(1)), ""));
            end = matcher.end();
        }
        found.add(new Part(null, text.substring(end)));
        parts = List.copyOf(found);
    }

    private static Field field(String name) {
        if (name == null) {
            throw new IllegalArgumentException("a brace without its other half");
        }
        Field field = Field.BY_NAME.get(name);
        if (field == null) {
            throw new IllegalArgumentException("unknown field {" + name + "}; "
                    + Suggestions.nearest(name, Field.BY_NAME.keySet())
                            .map(suggestion -> "did you mean {" + suggestion + "}?")
                            .orElseGet(() -> "there are " + String.join(", ", new TreeSet<>(Field.BY_NAME.keySet()))));
        }
        return field;
    }

    /** Returns whether the text has {@code field}. */
    boolean has(Field field) {
        return parts.stream().anyMatch(part -> part.field() == field);
    }

    /** Returns the text with the fields' values. */
    String fill(Function<Field, String> values) {
        return parts.stream()
                .map(part -> part.field() == null ? part.text() : values.apply(part.field()))
                .collect(Collectors.joining());
    }
}
