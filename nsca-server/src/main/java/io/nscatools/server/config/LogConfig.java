package io.nscatools.server.config;

import java.util.List;
import java.util.Locale;

/**
 * What is logged, how and where.
 *
 * @param level the least that is logged
 * @param format how a line looks
 * @param target where it goes
 * @param facility the facility of syslog, one of {@link #FACILITIES}
 */
public record LogConfig(Level level, Format format, Target target, String facility) {
    /** The facilities of syslog, each at the place of its number; empty where there is none of a name. */
    public static final List<String> FACILITIES = List.of(
            "kern",
            "user",
            "mail",
            "daemon",
            "auth",
            "syslog",
            "lpr",
            "news",
            "uucp",
            "cron",
            "authpriv",
            "ftp",
            "",
            "",
            "",
            "",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");

    /** What holds if nothing is configured. */
    public static final LogConfig DEFAULT = new LogConfig(Level.INFO, Format.PLAIN, Target.STDERR, "daemon");

    /** How much is logged. */
    public enum Level {
        /** What needs somebody's hand. */
        ERROR,
        /** Also what was refused. */
        WARN,
        /** Also starts, stops and reloads. */
        INFO,
        /** Also every connection and result. */
        DEBUG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a line looks. */
    public enum Format {
        /** Time, level, text. */
        PLAIN,
        /** One JSON object. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the log goes. */
    public enum Target {
        /** Standard error. */
        STDERR,
        /** The machine's syslog, {@code /dev/log}. */
        SYSLOG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns whether syslog has a facility of this name. */
    static boolean isFacility(String name) {
        return !name.isEmpty() && FACILITIES.contains(name);
    }

    /** Returns the same with another target. */
    public LogConfig to(Target other) {
        return new LogConfig(level, format, other, facility);
    }
}
