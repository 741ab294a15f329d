package io.nscatools.tcpwrapper.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks the values of options as libwrap does before it applies them. */
final class OptionValues {
    private static final Set<String> FACILITIES = Set.of(
            "kern", "user", "mail", "daemon", "auth", "lpr", "news", "uucp", "cron", "local0", "local1", "local2",
            "local3", "local4", "local5", "local6", "local7");
    private static final Set<String> LEVELS =
            Set.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private static final int MAX_UMASK = 0777;

    private OptionValues() {}

    /** Returns what is wrong with a value that is there, or nothing. */
    static Optional<String> problem(OptionKeyword keyword, String value) {
        boolean good = switch (keyword) {
            case UMASK ->
                CNumber.unsigned(value, 8).filter(mask -> mask <= MAX_UMASK).isPresent();
            case LINGER -> CNumber.signed(value).filter(seconds -> seconds >= 0).isPresent();
            case NICE -> CNumber.signed(value).isPresent();
            case RFC931 -> CNumber.signed(value).filter(seconds -> seconds > 0).isPresent();
            case SEVERITY -> isSeverity(value);
            case SETENV -> isVariable(value);
            default -> true;
        };
        return good ? Optional.empty() : Optional.of("'" + value + "' is no value for " + keyword.word());
    }

    /** A name and a value with a blank between them; the C library refuses a name with an equals sign. */
    private static boolean isVariable(String value) {
        String name = value.split("[ \\t\\r\\n]", 2)[0];
        return !name.isEmpty() && name.indexOf('=') < 0;
    }

    private static boolean isSeverity(String value) {
        int dot = value.indexOf('.');
        return (dot < 0 || FACILITIES.contains(lower(value.substring(0, dot))))
                && LEVELS.contains(lower(value.substring(dot + 1)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
