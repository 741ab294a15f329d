package io.nscatools.yaml;

import io.nscatools.protocol.Suggestions;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of a mapping, each read by what is expected there. Nothing is thrown: what is wrong is added to a list of
 * problems, with its line and column, and the value counts as missing, so that one run tells of everything. Keys that
 * are not known are problems at once, with a suggestion.
 */
public final class YamlMapping {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|min|h|d)");

    private final String file;
    private final String name;
    private final YamlNode node;
    private final List<Problem> problems;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();

    private YamlMapping(String file, String name, YamlNode node, List<Problem> problems) {
        this.file = file;
        this.name = name;
        this.node = node;
        this.problems = problems;
    }

    /**
     * Returns the keys of {@code node}, which should be a mapping.
     *
     * @param file the file's name, for problems
     * @param name what the mapping is, for problems, such as {@code monitor}
     * @param known the keys that it may have
     */
    public static YamlMapping of(String file, String name, YamlNode node, Set<String> known, List<Problem> problems) {
        YamlMapping mapping = new YamlMapping(file, name, node, problems);
        if (node instanceof YamlNode.Mapping entries) {
            entries.entries().forEach(entry -> mapping.add(entry, known));
        } else {
            mapping.problem(node, name + ": expected keys with values, found " + node.kind());
        }
        return mapping;
    }

    private void add(YamlNode.Entry entry, Set<String> known) {
        String key = entry.key().text();
        if (known.contains(key)) {
            values.put(key, entry.value());
            return;
        }
        String remedy = Suggestions.nearest(key, known)
                .map(suggestion -> "did you mean " + suggestion + "?")
                .orElseGet(() -> name + " has " + String.join(", ", new TreeSet<>(known)));
        problem(entry.key(), "unknown key " + entry.key().kind() + "; " + remedy);
    }

    /** Returns the keys that stand there, in the order of the file. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Returns what stands at {@code key}, whatever it is. */
    public Optional<YamlNode> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns the mapping itself, to tell a problem with it as a whole. */
    public YamlNode node() {
        return node;
    }

    /** Returns the mapping at {@code key}. */
    public Optional<YamlMapping> mapping(String key, Set<String> known) {
        return node(key).map(value -> of(file, key, value, known, problems));
    }

    /** Returns the mappings in the list at {@code key}; none if there is no such key. */
    public List<YamlMapping> mappings(String key, Set<String> known) {
        return items(key).stream()
                .map(item -> of(file, key, item, known, problems))
                .toList();
    }

    /** Returns the single values in the list at {@code key}, or the one single value that stands there instead. */
    public List<YamlNode.Scalar> scalars(String key) {
        if (values.get(key) instanceof YamlNode.Scalar scalar) {
            return List.of(scalar);
        }
        List<YamlNode.Scalar> scalars = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (item instanceof YamlNode.Scalar scalar) {
                scalars.add(scalar);
            } else {
                problem(item, key + ": expected a single value, found " + item.kind());
            }
        }
        return scalars;
    }

    private List<YamlNode> items(String key) {
        YamlNode value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        problem(value, key + ": expected a list, found " + value.kind());
        return List.of();
    }

    /** Returns the text at {@code key}, not empty. */
    public Optional<String> text(String key) {
        return value(key, "a text", text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
    }

    /** Returns the path at {@code key}; a relative one counts from the folder of the file it stands in. */
    public Optional<Path> path(String key) {
        return value(
                key,
                "the path of a file in characters that the locale has, as C.UTF-8 has all",
                text -> text.isEmpty() ? Optional.empty() : resolve(text));
    }

    private Optional<Path> resolve(String text) {
        try {
            return Optional.of(Path.of(file).resolveSibling(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the whole number at {@code key}, {@code min} to {@code max}. */
    public Optional<Integer> number(String key, int min, int max) {
        return value(
                key,
                "a number from " + min + " to " + max,
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("-?[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .filter(number -> number >= min && number <= max));
    }

    /** Returns the number at {@code key}, at least 0 and with at most three decimals, such as {@code 0.5}. */
    public Optional<BigDecimal> decimal(String key) {
        return value(
                key,
                "a number such as 400 or 0.5",
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("[0-9]{1,9}(\\.[0-9]{1,3})?"))
                        .map(BigDecimal::new));
    }

    /** Returns the flag at {@code key}, {@code true} or {@code false}. */
    public Optional<Boolean> flag(String key) {
        return value(key, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Returns the constant at {@code key} by its name, written small and with {@code -} for {@code _}. */
    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String names = constants.stream().map(YamlMapping::choiceName).collect(Collectors.joining(", "));
        return value(
                key,
                "one of " + names,
                text -> constants.stream()
                        .filter(constant -> choiceName(constant).equals(text))
                        .findFirst());
    }

    private static String choiceName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the time at {@code key}: a number with {@code ms}, {@code s}, {@code min} (or m), {@code h} or {@code d}.
     */
    public Optional<Duration> duration(String key) {
        return value(key, "a time such as 30s, 15min or 12h", text -> {
            Matcher matcher = DURATION.matcher(text);
            return matcher.matches() ? Optional.of(duration(matcher)) : Optional.empty();
        });
    }

    private static Duration duration(Matcher matcher) {
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m", "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /**
     * Returns what {@code parse} makes of the single value at {@code key}.
     *
     * @param expected what belongs there, for the problem when {@code parse} returns nothing
     */
    public <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> parse) {
        YamlNode value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> parsed = value instanceof YamlNode.Scalar scalar ? parse.apply(scalar.text()) : Optional.empty();
        if (parsed.isEmpty()) {
            problem(value, key + ": expected " + expected + ", found " + value.kind());
        }
        return parsed;
    }

    /** Returns {@code value}; where {@code key} does not stand there at all, that is a problem. */
    public <T> Optional<T> required(String key, Optional<T> value) {
        if (!values.containsKey(key)) {
            problem(node, name + ": " + key + " is missing");
        }
        return value;
    }

    /** Tells that something is wrong at {@code key}, or with the mapping if there is no such key. */
    public void problem(String key, String message) {
        problem(values.getOrDefault(key, node), message);
    }

    /** Tells that something is wrong at {@code where}. */
    public void problem(YamlNode where, String message) {
        problems.add(new Problem(file, where.line(), where.column(), message));
    }
}
