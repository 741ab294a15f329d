package io.nscatools.client.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * What the command line says, by the table of {@link Option}s. Commons CLI reads it, since picocli, which has the help,
 * takes longer to load than everything else that sending a result takes.
 */
final class Arguments {
    private static final String NO_HOST = "";

    private final Map<Option, org.apache.commons.cli.Option> table = new EnumMap<>(Option.class);
    private final CommandLine parsed;
    private final String leadingHost;
    private final List<String> operands;

    /** A mistake on the command line; the message tells it in one line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Takes options of one letter apart from their values only: {@code -delim} is no {@code -d elim}. */
    private static final class Parser extends DefaultParser {
        Parser() {
            super(false);
        }

        @Override
        protected void handleConcatenatedOptions(String token) throws ParseException {
            handleUnknownToken(token);
        }
    }

    /** Parses {@code args}: the first argument, if it is no option, is the daemon's host (fact 75). */
    Arguments(String... args) throws UsageException {
        try {
            parsed = new Parser().parse(options(), withValues(args));
        } catch (ParseException e) {
            throw new UsageException(e.getMessage());
        }
        boolean leading = args.length > 0 && !args[0].startsWith("-");
        leadingHost = leading ? args[0] : NO_HOST;
        List<String> others = parsed.getArgList();
        operands = leading ? others.subList(1, others.size()) : others;
    }

    private Options options() {
        Options options = new Options();
        for (Option option : Option.values()) {
            String letter = null;
            String word = null;
            for (String name : option.names()) {
                String bare = name.substring(name.startsWith("--") ? 2 : 1);
                letter = bare.length() == 1 ? bare : letter;
                word = bare.length() == 1 ? word : bare;
            }
            table.put(option, new org.apache.commons.cli.Option(letter, word, option.hasValue(), ""));
            options.addOption(table.get(option));
        }
        return options;
    }

    /**
     * What stands behind an option with a value is the value whatever it begins with, as with the reference. Joined to
     * the option it is not taken for the next one. Behind {@code --} there are no options.
     */
    private static String[] withValues(String... args) {
        List<String> joined = new ArrayList<>();
        boolean options = true;
        for (int i = 0; i < args.length; i++) {
            options &= !args[i].equals("--");
            boolean takesNext = options && i + 1 < args.length && Option.takesValue(args[i]);
            joined.add(takesNext ? args[i] + "=" + args[++i] : args[i]);
        }
        return joined.toArray(new String[0]);
    }

    boolean has(Option option) {
        return parsed.hasOption(table.get(option));
    }

    /** Returns the value of {@code option}, the last one if there are several, as with the reference. */
    String value(Option option, String otherwise) {
        List<String> all = all(option);
        return all.isEmpty() ? otherwise : all.get(all.size() - 1);
    }

    /** Returns all values of {@code option} in their order. */
    List<String> all(Option option) {
        String[] values = parsed.getOptionValues(table.get(option));
        return values == null ? List.of() : List.of(values);
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
        return leadingHost;
    }

    /** Returns what is neither an option nor the leading host: files. */
    List<String> operands() {
        return operands;
    }
}
