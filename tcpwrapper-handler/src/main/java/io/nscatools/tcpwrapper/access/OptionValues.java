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

    private OptionValues() {}

    /** Returns what is wrong with a value that is there, or nothing. */
    static Optional<String> problem(OptionKeyword keyword, String value) {
        boolean good = switch (keyword) {
            case UMASK -> isUmask(value);
            case LINGER -> value.matches("[+]?[0-9]{1,10}|-0+") && inInt(value);
            case NICE -> value.matches("[+-]?[0-9]{1,10}") && inInt(value);
            case RFC931 -> value.matches("[+]?[0-9]{1,10}") && inInt(value) && Long.parseLong(value) > 0;
            case SEVERITY -> isSeverity(value);
            default -> true;
        };
        return good ? Optional.empty() : Optional.of("'" + value + "' is no value for " + keyword.word());
    }

    private static boolean isUmask(String value) {
        return value.matches("0*[0-7]{1,3}");
    }

    private static boolean inInt(String value) {
        long number = Long.parseLong(value);
        return number == (int) number;
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
