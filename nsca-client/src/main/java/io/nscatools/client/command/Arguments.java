package io.nscatools.client.command;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the command line says, by the table of {@link Option}s. */
final class Arguments {
    private static final String NO_HOST = "";

    private final ParseResult parsed;
    private final List<String> positional;

    /** A mistake on the command line; the message tells it in one line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Parses {@code args}: the first argument, if it is no option, is the daemon's host (fact 75). */
    Arguments(String... args) throws UsageException {
        try {
            parsed = Usage.commandLine().setSeparator("=").parseArgs(withLeadingHost(args));
        } catch (ParameterException e) {
            throw new UsageException(e.getMessage());
        }
        positional = parsed.matchedPositionals().stream()
                .flatMap(spec -> spec.stringValues().stream())
                .toList();
    }

    private static String[] withLeadingHost(String... args) {
        if (args.length > 0 && !args[0].startsWith("-")) {
            return args;
        }
        String[] all = new String[args.length + 1];
        all[0] = NO_HOST;
        System.arraycopy(args, 0, all, 1, args.length);
        return all;
    }

    boolean has(Option option) {
        return parsed.hasMatchedOption(option.toString());
    }

    /** Returns the value of {@code option}, the last one if there are several, as with the reference. */
    String value(Option option, String otherwise) {
        List<String> all = all(option);
        return all.isEmpty() ? otherwise : all.get(all.size() - 1);
    }

    /** Returns all values of {@code option} in their order. */
    List<String> all(Option option) {
        return parsed.matchedOptionValue(option.toString(), List.of());
    }

    /** Returns a whole number within a range. */
    int number(Option option, int otherwise, int min, int max) throws UsageException {
        String text = value(option, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(option + ": '" + text + "' is not a whole number");
        }
        throw new UsageException(option + ": " + text + " is not within " + min + ".." + max);
    }

    /** Returns the first argument if it was no option, else an empty text. */
    String leadingHost() {
        return positional.get(0);
    }

    /** Returns what is neither an option nor the leading host: files. */
    List<String> operands() {
        return positional.subList(1, positional.size());
    }
}
