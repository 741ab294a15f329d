package io.nscatools.configgen;

import io.nscatools.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What names and values may look like, so that they mean in every generated file what they mean in the inventory. */
final class Names {
    /** The longest service description that NSCA carries, in bytes (fact 2). */
    static final int MAX_SERVICE_DESCRIPTION = 127;

    /** More than anybody needs, and little enough for a line of Nagios' configuration. */
    static final int MAX_VALUE = 1000;

    /**
     * Comment signs, quotes and the escape sign of the generated files, the separators of Nagios' lists and the
     * illegal_object_name_chars that Nagios has by default.
     */
    private static final String FORBIDDEN = ";#`~!$%^&*|'\"<>?,()=\\";

    /**
     * A name: printable ASCII without {@link #FORBIDDEN} and outer blanks, which Nagios would cut off. A leading plus
     * sign would mean "and what the template has", the word null "not even that".
     */
    static final String NAME = "(?!null$)(?!\\+)[!-~&&[^FORBIDDEN]](?:[ -~&&[^FORBIDDEN]]*[!-~&&[^FORBIDDEN]])?"
            .replace("FORBIDDEN", FORBIDDEN.replace("\\", "\\\\"));

    /** Names separated by commas. */
    static final String LIST = "(?!null$)" + part() + "(," + part() + ")*";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Pattern TEXT =
            Pattern.compile("[!-~&&[^;#`$'\"\\\\]](?:[ -~&&[^;#`$'\"\\\\]]*[!-~&&[^;#`$'\"\\\\]])?");

    /** The longest host name that NSCA carries, in bytes (fact 2). */
    private static final int MAX_HOST_NAME = 63;

    private Names() {}

    private static String part() {
        return NAME.replace("(?!null$)", "");
    }

    /** Returns what is wrong with a host name, which is also a folder's name, or nothing. */
    static Optional<String> problemWithHostName(String name) {
        Optional<String> problem = problemWith("host_name", name, NAME_PATTERN, "a name", MAX_HOST_NAME);
        if (problem.isEmpty() && (name.contains("/") || Set.of(".", "..").contains(name))) {
            return Optional.of("host_name '" + name + "' cannot be the name of a folder; take one without /");
        }
        return problem;
    }

    /** Returns what is wrong with a name, such as that of a hostgroup, or nothing. */
    static Optional<String> problemWithName(String key, String name) {
        return problemWith(key, name, NAME_PATTERN, "a name", MAX_VALUE);
    }

    /** Returns what is wrong with the value of a further directive, or nothing. */
    static Optional<String> problemWithText(String key, String text) {
        return problemWith(key, text, TEXT, "a text", MAX_VALUE);
    }

    /** Returns what is wrong with {@code value}, or nothing. */
    static Optional<String> problemWith(String key, String value, Pattern pattern, String expected, int limit) {
        if (value.length() > MAX_VALUE) {
            return Optional.of(key + " has " + value.length() + " characters; no more than " + MAX_VALUE);
        }
        if (!pattern.matcher(value).matches()) {
            return Optional.of(key + " " + YamlNode.quoted(value) + " is not " + expected + hint(pattern));
        }
        if (value.length() > limit) {
            return Optional.of(key + " '" + value + "' has " + value.length() + " bytes; NSCA carries " + limit);
        }
        return Optional.empty();
    }

    private static String hint(Pattern pattern) {
        if (pattern.pattern().equals(NAME) || pattern.pattern().equals(LIST)) {
            return " of printable ASCII without any of " + FORBIDDEN + ", + at its start or blanks at its ends";
        }
        return pattern == TEXT ? " of printable ASCII without any of ;#`$'\"\\ and without blanks at its ends" : "";
    }
}
