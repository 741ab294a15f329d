package io.nscatools.client.command;

import java.util.List;

/** The options of send_nsca: the one table by which {@link Arguments} reads and {@link Usage} explains them. */
enum Option {
    HELP("", "Show this help and exit.", "-h", "--help"),
    VERSION("", "Print the version and exit.", "-V", "--version"),
    SERVER(
            "HOST[:PORT]",
            "The host that runs the daemon; wins over the first argument. Several: see --failover and --broadcast."
                    + " An IPv6 address with a port is written [ADDRESS]:PORT.",
            "-H"),
    PORT("PORT", "The daemon's port where HOST names none (default: 5667).", "-p"),
    TIMEOUT("SECONDS", "Time for everything, reading the input included (default: 10).", "-to"),
    DELIMITER("DELIMITER", "Between fields: a character or its number, such as 0x3b (default: tab).", "-d"),
    SET_DELIMITER("DELIMITER", "Between results: a character or its number, such as 0x0a (default: ETB).", "-ds"),
    CONFIG("FILE", "Configuration file (default: /etc/send_nsca.cfg).", "-c"),
    QUIET("", "Print nothing unless something is wrong.", "--quiet"),
    LEGACY(
            "",
            "Send packets of 720 bytes for an NSCA 2.7 daemon; legacy_2_7_mode in the file wins.",
            "--legacy-2-7-mode"),
    LINES("", "One result a line, checked strictly; the same fields as above.", "--lines"),
    FORMAT(
            "tsv|jsonl",
            "One result a line, checked strictly: tab-separated with \\t, \\n, \\r and \\\\ for these characters, or JSON"
                    + " objects with host, service, state and output.",
            "--format"),
    RESULT_HOST("NAME", "Send one result, about this host, instead of reading any.", "--host"),
    RESULT_SERVICE("DESCRIPTION", "Its service; a host check result without.", "--service"),
    RESULT_STATE("NUMBER", "Its return code: 0 OK, 1 warning, 2 critical, 3 unknown.", "--state"),
    RESULT_OUTPUT("TEXT", "Its plugin output.", "--output"),
    DRY_RUN("", "Print the results as they would be sent, and send nothing.", "--dry-run"),
    CONFIRM(
            "auto|require|off",
            "Wait for the server's receipt (auto), take its absence for a failure (require), or end as the C program"
                    + " does (off). Default: auto.",
            "--confirm"),
    FAILOVER("", "Of several servers take the first that accepts (default).", "--failover"),
    BROADCAST("", "Send to all servers.", "--broadcast"),
    CONNECT_TIMEOUT(
            "SECONDS",
            "Time for one server until its init packet is there (default: that of -to).",
            "--connect-timeout"),
    RETRIES("NUMBER", "How often to try again when all servers have failed (default: 0).", "--retries"),
    SPOOL(
            "DIR",
            "Keep what cannot be delivered in this folder; it goes first next time. The exit code still tells.",
            "--spool"),
    SPOOL_SIZE("MIB", "The most that is kept (default: 64).", "--spool-size"),
    SPOOL_AGE("HOURS", "How long it is kept (default: 168, which is a week).", "--spool-age"),
    DOCTOR(
            "",
            "Send nothing, but say what is wrong between here and the daemon, and what to do about it. Exit code 0: all"
                    + " is well, 1: something is wrong, 2: usage.",
            "--doctor"),
    LIST_METHODS("", "Print a table of the encryption methods and exit.", "--list-methods"),
    COMPLETION("", "Print the completion for bash and zsh and exit.", "--generate-completion"),
    MANUAL("", "Print the manual page and exit.", "--generate-man");

    private final String parameter;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> names;

    Option(String parameter, String description, String... names) {
        this.parameter = parameter;
        this.description = description;
        this.names = List.of(names);
    }

    /** Returns whether {@code name} is that of an option with a value. */
    static boolean takesValue(String name) {
        for (Option option : values()) {
            if (option.hasValue() && option.names.contains(name)) {
                return true;
            }
        }
        return false;
    }

    List<String> names() {
        return names;
    }

    /** Returns what to call the option's value; empty if it has none. */
    String parameter() {
        return parameter;
    }

    boolean hasValue() {
        return !parameter.isEmpty();
    }

    String description() {
        return description;
    }

    @Override
    public String toString() {
        return names.get(0);
    }
}
