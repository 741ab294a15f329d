package io.nscatools.tcpwrapper.access;

import io.nscatools.protocol.Suggestions;
import java.util.Optional;

/**
 * One option of a rule.
 *
 * @param name its name as it is written; may be empty or no option's
 * @param value its value before the expansion of {@code %}, or empty if it has none
 * @param isLast whether nothing follows it; a colon at the end of the line does
 * @param line its line, counted from 1
 * @param column its column in bytes, counted from 1
 */
record RuleOption(String name, String value, boolean isLast, int line, int column) {
    private static final String BLANKS = " \t\r\n";

    /** Takes a field apart into name and value, between which there are blanks or one {@code =} or both. */
    static RuleOption parse(String field, boolean isLast, LogicalLine.Part at) {
        String option = chop(field);
        int end = 0;
        while (end < option.length() && ("=" + BLANKS).indexOf(option.charAt(end)) < 0) {
            end++;
        }
        String rest = withoutLeadingBlanks(option.substring(end));
        String value = rest.startsWith("=") ? withoutLeadingBlanks(rest.substring(1)) : rest;
        return new RuleOption(option.substring(0, end), value, isLast, at.line(), at.column());
    }

    private static String withoutLeadingBlanks(String text) {
        int start = 0;
        while (start < text.length() && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    /** Removes white space at both ends, as C's isspace knows it. */
    static String chop(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Ascii.isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && Ascii.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    Optional<OptionKeyword> keyword() {
        return OptionKeyword.of(name);
    }

    boolean is(OptionKeyword keyword) {
        return keyword().filter(own -> own == keyword).isPresent();
    }

    /** Returns why libwrap refuses the connection when it comes to this option, or nothing. */
    Optional<String> problem() {
        if (name.isEmpty()) {
            return Optional.of("an option is missing between or after colons");
        }
        Optional<OptionKeyword> known = keyword();
        if (known.isEmpty()) {
            return Optional.of("unknown option '" + name + "'" + suggestion());
        }
        OptionKeyword keyword = known.get();
        if (value.isEmpty() && keyword.needsValue()) {
            return Optional.of(keyword.word() + " needs a value");
        }
        if (!value.isEmpty() && !keyword.takesValue()) {
            return Optional.of(keyword.word() + " takes no value");
        }
        if (!isLast && keyword.mustBeLast()) {
            return Optional.of(keyword.word() + " must be the last option of a rule");
        }
        return value.isEmpty() ? Optional.empty() : OptionValues.problem(keyword, value);
    }

    private String suggestion() {
        return Suggestions.nearest(name, OptionKeyword.words())
                .map(word -> ", did you mean " + word + "?")
                .orElse("");
    }
}
