package io.nscatools.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration file of send_nsca or nsca: lines of {@code key=value}, comments that start with {@code #}, empty
 * lines. The last of several lines with one key counts (fact 47). Bytes are taken as they stand.
 *
 * <p>As in the reference programs, a password is everything after the first {@code =} up to the newline: blanks,
 * quotes, {@code #} and a carriage return belong to it (fact 45); where that is likely a mistake there is a warning.
 * Other values and keys lose the blanks around them. Unlike in the reference programs (facts 44, 46 and 48) blank lines
 * and indented comments are allowed, a key must be spelt exactly, and a number must be one.
 *
 * <p>A reader asks for each key it knows and then calls {@link #finish()}: keys that nobody asked for are unknown.
 * Everything that is wrong is collected, so that one run tells all of it.
 *
 * <p>What every start of send_nsca goes through uses neither lambdas nor patterns, whose first use takes Java
 * milliseconds.
 */
public final class CfgFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    /** A key that cannot be part of a password which stands on a line of its own by mistake. */
    private static final String PRINTABLE_KEY = "[A-Za-z0-9_-]{1,40}";

    private final String name;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    /** Lines that a later one with their key overrides, unless the key is one that may be repeated. */
    private final Map<String, List<Entry>> earlierEntries = new LinkedHashMap<>();

    private final Set<String> repeatableKeys = new HashSet<>();
    private final TreeSet<String> knownKeys = new TreeSet<>();
    private final List<CfgProblem> problems = new ArrayList<>();
    private final List<CfgProblem> warnings = new ArrayList<>();

    /** A value's bytes, one in each char, and its line. */
    private record Entry(String value, int line) {}

    private CfgFile(String name, byte[] bytes) {
        this.name = name;
        // One char a byte: the grammar is ASCII and values are bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            parseLine(lines[i], i + 1);
        }
    }

    /**
     * Reads a file whole; what is wrong inside it is told by {@link #finish()}.
     *
     * @throws CfgException if the file cannot be read
     */
    public static CfgFile read(Path file) throws CfgException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unreadable(file, "is larger than " + MAX_BYTES + " bytes: not a configuration file");
            }
            return new CfgFile(file.toString(), bytes);
        } catch (IOException e) {
            throw unreadable(file, FileErrors.describe(e));
        }
    }

    /** Takes {@code bytes} for the contents of a file called {@code name}. */
    public static CfgFile parse(String name, byte[] bytes) {
        return new CfgFile(name, bytes);
    }

    private static CfgException unreadable(Path file, String message) {
        return new CfgException(List.of(new CfgProblem(file.toString(), 0, "", message)));
    }

    private void parseLine(String line, int number) {
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        if (key.isEmpty()) {
            problems.add(new CfgProblem(name, number, "", "expected key=value; start a comment with #"));
            return;
        }
        String value = line.substring(equals + 1);
        if (value.indexOf(0) >= 0) {
            problem(number, key, "the value has a NUL byte in it");
        } else if (value.isBlank()) {
            problem(number, key, "has no value; remove the line if none is meant");
        }
        Entry earlier = entries.put(key, new Entry(value, number));
        if (earlier != null) {
            earlierEntries.computeIfAbsent(key, repeated -> new ArrayList<>()).add(earlier);
        }
    }

    /** Returns the text of {@code key} without the blanks around it, or nothing if the file does not have it. */
    public Optional<String> text(String key) {
        Optional<Entry> entry = take(key);
        return entry.isPresent() ? Optional.of(text(entry.get())) : Optional.empty();
    }

    private static String text(Entry entry) {
        return new String(entry.value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    /** Returns the texts of all lines of {@code key}, which may be repeated, in their order. */
    public List<String> texts(String key) {
        repeatableKeys.add(key);
        List<String> texts = new ArrayList<>();
        for (Entry entry : earlierEntries.getOrDefault(key, List.of())) {
            texts.add(text(entry));
        }
        Optional<Entry> last = take(key);
        if (last.isPresent()) {
            texts.add(text(last.get()));
        }
        return texts;
    }

    /** Returns the whole number of {@code key}, {@code min} to {@code max}, or nothing. */
    public Optional<Integer> number(String key, int min, int max) {
        Optional<String> text = text(key).filter(value -> !value.isEmpty()); // an empty one is a problem already
        try {
            Optional<Integer> number = text.map(Integer::valueOf);
            if (number.isPresent() && (number.get() < min || number.get() > max)) {
                problem(key, number.get() + " is not within " + min + ".." + max);
                return Optional.empty();
            }
            return number;
        } catch (NumberFormatException e) {
            problem(key, "'" + text.orElseThrow() + "' is not a whole number");
            return Optional.empty();
        }
    }

    /** Returns whether {@code key} is 1 and not 0, or nothing. */
    public Optional<Boolean> flag(String key) {
        return number(key, 0, 1).map(number -> number == 1);
    }

    /** Returns the encryption method whose number or name {@code key} has, or nothing. */
    public Optional<EncryptionMethod> encryptionMethod(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() || text.get().isEmpty()) { // an empty one is a problem already
            return Optional.empty();
        }
        try {
            return Optional.of(EncryptionMethod.parse(text.get()));
        } catch (UnsupportedMethodException e) {
            problem(key, e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the password of {@code key}, every byte after the {@code =}, or nothing. */
    public Optional<Secret> password(String key) {
        Optional<Entry> entry = take(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        warnAboutBlanks(key, entry.get());
        return Optional.of(new Secret(entry.get().value.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void warnAboutBlanks(String key, Entry password) {
        if (password.value.endsWith("\r")) {
            warning(
                    key,
                    "ends in a carriage return, which is part of the password; save the file with LF line ends if"
                            + " that is not meant");
        } else if (!password.value.equals(password.value.strip())) {
            warning(key, "begins or ends with a blank, which is part of the password");
        }
    }

    /** Returns whether the file has {@code key}, and that it is a known one. */
    public boolean has(String key) {
        return take(key).isPresent();
    }

    /** Returns a note for each key of {@code reasons} that the file has: that it has no effect, and the reason. */
    public List<CfgProblem> withoutEffect(Map<String, String> reasons) {
        knownKeys.addAll(reasons.keySet());
        return entries.entrySet().stream()
                .filter(entry -> reasons.containsKey(entry.getKey()))
                .map(entry -> new CfgProblem(
                        name, entry.getValue().line(), entry.getKey(), "has no effect: " + reasons.get(entry.getKey())))
                .toList();
    }

    /** Adds a problem with the value of {@code key}, on whose line it is reported. */
    public void problem(String key, String message) {
        Entry entry = entries.get(key);
        problem(entry == null ? 0 : entry.line, key, message);
    }

    /** Adds a warning about the value of {@code key}, which the file has. */
    public void warning(String key, String message) {
        warnings.add(new CfgProblem(name, entries.get(key).line, key, message));
    }

    /**
     * Says that every key has been asked for.
     *
     * @throws CfgException if there is any problem, unknown keys included
     */
    public void finish() throws CfgException {
        for (Map.Entry<String, Entry> line : entries.entrySet()) {
            if (!knownKeys.contains(line.getKey())) {
                problem(line.getValue().line, line.getKey(), "unknown key" + suggestion(line.getKey()));
            }
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(CfgProblem::line));
            throw new CfgException(problems);
        }
    }

    /** Returns what is likely a mistake but no reason to stop. */
    public List<CfgProblem> warnings() {
        if (warnings.isEmpty() && earlierEntries.isEmpty()) {
            return List.of();
        }
        List<CfgProblem> all = new ArrayList<>(warnings);
        earlierEntries.forEach((key, earlier) -> {
            if (!repeatableKeys.contains(key)) {
                all.add(overridden(key, earlier));
            }
        });
        all.sort(Comparator.comparingInt(CfgProblem::line));
        return all;
    }

    private CfgProblem overridden(String key, List<Entry> earlier) {
        int last = earlier.get(earlier.size() - 1).line;
        return new CfgProblem(
                name, entries.get(key).line, shown(key), "overrides line " + last + "; the last line counts");
    }

    private Optional<Entry> take(String key) {
        knownKeys.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    private void problem(int line, String key, String message) {
        problems.add(new CfgProblem(name, line, shown(key), message));
    }

    private static String shown(String key) {
        return key.matches(PRINTABLE_KEY) ? key : "";
    }

    private String suggestion(String key) {
        return Suggestions.nearest(key, knownKeys)
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }
}
