package io.nscatools.client.command;

import io.nscatools.client.ConfirmMode;
import io.nscatools.client.ServerAddress;
import io.nscatools.client.command.Arguments.UsageException;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says, checked. Where the servers are may also stand in the configuration file.
 *
 * @param servers the servers that the command line names
 * @param port the port of servers that name none
 * @param timeoutSeconds the time for everything
 * @param connectTimeout the time for one server
 * @param format how the input is divided
 * @param fieldDelimiter what {@link Delimiter#ofFields(String)} returned
 * @param setDelimiter what {@link Delimiter#ofSets(String)} returned
 * @param single the one result that the command line has
 * @param confirm what to make of receipts
 * @param broadcast whether all servers get the results
 * @param retries how often to try again
 * @param spool where to keep what cannot be delivered
 */
record Settings(
        List<ServerAddress> servers,
        int port,
        int timeoutSeconds,
        Duration connectTimeout,
        Format format,
        int fieldDelimiter,
        int setDelimiter,
        Optional<CheckResult> single,
        ConfirmMode confirm,
        boolean broadcast,
        int retries,
        Optional<Path> spool,
        Spool.Limits spoolLimits) {
    private static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;
    private static final int MAX_SPOOL_MIB = 1 << 20;
    private static final int MAX_SPOOL_HOURS = 24 * 3650;

    /** How the input is divided into results. */
    enum Format {
        /** The reference's. */
        SETS,
        LINES,
        TSV,
        JSONL
    }

    static Settings of(Arguments arguments) throws UsageException {
        int port = arguments.number(Option.PORT, ServerAddress.DEFAULT_PORT, 1, 65535);
        int timeout = arguments.number(Option.TIMEOUT, 10, 1, MAX_SECONDS);
        if (arguments.has(Option.FAILOVER) && arguments.has(Option.BROADCAST)) {
            throw new UsageException("--failover and --broadcast exclude each other");
        }
        try {
            return new Settings(
                    servers(arguments, port),
                    port,
                    timeout,
                    Duration.ofSeconds(arguments.number(Option.CONNECT_TIMEOUT, timeout, 1, MAX_SECONDS)),
                    format(arguments),
                    Delimiter.ofFields(arguments.value(Option.DELIMITER, "0x09")),
                    Delimiter.ofSets(arguments.value(Option.SET_DELIMITER, "0x17")),
                    single(arguments),
                    confirm(arguments),
                    arguments.has(Option.BROADCAST),
                    arguments.number(Option.RETRIES, 0, 0, 1_000_000),
                    spool(arguments),
                    new Spool.Limits(
                            (long) arguments.number(Option.SPOOL_SIZE, 64, 1, MAX_SPOOL_MIB) << 20,
                            Duration.ofHours(arguments.number(Option.SPOOL_AGE, 168, 1, MAX_SPOOL_HOURS))));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static List<ServerAddress> servers(Arguments arguments, int port) {
        List<String> names = new ArrayList<>(arguments.all(Option.SERVER));
        if (names.isEmpty() && !arguments.leadingHost().isEmpty()) {
            names.add(arguments.leadingHost());
        }
        List<ServerAddress> servers = new ArrayList<>();
        for (String name : names) {
            servers.add(ServerAddress.parse(name, port));
        }
        return servers;
    }

    private static Format format(Arguments arguments) throws UsageException {
        if (!arguments.has(Option.FORMAT)) {
            return arguments.has(Option.LINES) ? Format.LINES : Format.SETS;
        }
        String name = arguments.value(Option.FORMAT, "");
        if (arguments.has(Option.LINES)) {
            throw new UsageException("--lines and --format exclude each other");
        }
        return switch (name) {
            case "tsv" -> Format.TSV;
            case "jsonl" -> Format.JSONL;
            default -> throw new UsageException("--format: '" + name + "' is none of tsv, jsonl");
        };
    }

    private static ConfirmMode confirm(Arguments arguments) throws UsageException {
        String name = arguments.value(Option.CONFIRM, "auto");
        return switch (name) {
            case "auto" -> ConfirmMode.AUTO;
            case "require" -> ConfirmMode.REQUIRE;
            case "off" -> ConfirmMode.OFF;
            default -> throw new UsageException("--confirm: '" + name + "' is none of auto, require, off");
        };
    }

    private static Optional<Path> spool(Arguments arguments) throws UsageException {
        if (arguments.has(Option.SPOOL)) {
            String folder = arguments.value(Option.SPOOL, "");
            if (folder.isEmpty()) {
                throw new UsageException("--spool: the folder's name is empty");
            }
            return Optional.of(Path.of(folder));
        }
        if (arguments.has(Option.SPOOL_SIZE) || arguments.has(Option.SPOOL_AGE)) {
            throw new UsageException("--spool-size and --spool-age mean nothing without --spool");
        }
        return Optional.empty();
    }

    private static Optional<CheckResult> single(Arguments arguments) throws UsageException {
        List<Option> missing = new ArrayList<>();
        for (Option needed : List.of(Option.RESULT_HOST, Option.RESULT_STATE, Option.RESULT_OUTPUT)) {
            if (!arguments.has(needed)) {
                missing.add(needed);
            }
        }
        if (missing.size() == 3 && !arguments.has(Option.RESULT_SERVICE)) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw new UsageException("for a single result " + missing.get(0) + " is needed too");
        }
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("a single result and files exclude each other");
        }
        ByteString host = text(arguments, Option.RESULT_HOST);
        ByteString state = text(arguments, Option.RESULT_STATE);
        ByteString output = text(arguments, Option.RESULT_OUTPUT);
        try {
            return Optional.of(
                    arguments.has(Option.RESULT_SERVICE)
                            ? CheckedResult.service(host, text(arguments, Option.RESULT_SERVICE), state, output)
                            : CheckedResult.host(host, state, output));
        } catch (BadInputException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static ByteString text(Arguments arguments, Option option) throws UsageException {
        String text = arguments.value(option, "");
        if (text.indexOf('\ufffd') >= 0) {
            throw new UsageException(option
                    + " is not ASCII and this locale cannot tell it; set LC_ALL to one of UTF-8, or use --format");
        }
        return ByteString.of(text);
    }
}
