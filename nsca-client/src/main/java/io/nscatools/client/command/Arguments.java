package io.nscatools.client.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The command line, split into options and operands. By hand, and not by picocli: its classes are of a version that no
 * class-data archive takes, and to load them takes several times as long as everything else that sends one result.
 */
final class Arguments {
    private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
    private final List<String> operands = new ArrayList<>();
    private String leadingHost = "";

    /** A mistake on the command line; the message tells it in one line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Splits {@code args}: the first argument, if it is no option, is the daemon's host (fact 75). */
    Arguments(String... args) throws UsageException {
        int i = 0;
        if (args.length > 0 && !args[0].startsWith("-")) {
            leadingHost = args[i++];
        }
        boolean optionsEnded = false;
        while (i < args.length) {
            String arg = args[i++];
            if (optionsEnded || !arg.startsWith("-") || arg.equals("-")) {
                operands.add(arg);
            } else if (arg.equals("--")) {
                optionsEnded = true;
            } else {
                i = option(arg, args, i);
            }
        }
    }

    private int option(String arg, String[] args, int next) throws UsageException {
        int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
        Option option = find(equals < 0 ? arg : arg.substring(0, equals));
        if (!option.hasValue()) {
            if (equals >= 0) {
                throw new UsageException("option '" + option + "' takes no value");
            }
            add(option, "");
            return next;
        }
        if (equals >= 0) {
            add(option, arg.substring(equals + 1));
            return next;
        }
        if (next == args.length) {
            throw new UsageException("option '" + arg + "' needs a value (" + option.parameter() + ")");
        }
        add(option, args[next]);
        return next + 1;
    }

    private static Option find(String name) throws UsageException {
        for (Option option : Option.values()) {
            if (option.names().contains(name)) {
                return option;
            }
        }
        throw new UsageException("unknown option '" + name + "'");
    }

    private void add(Option option, String value) {
        List<String> all = new ArrayList<>(all(option));
        all.add(value);
        values.put(option, all);
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** Returns the value of {@code option}, the last one if there are several, as with the reference. */
    String value(Option option, String otherwise) {
        List<String> all = all(option);
        return all.isEmpty() ? otherwise : all.get(all.size() - 1);
    }

    /** Returns all values of {@code option} in their order. */
    List<String> all(Option option) {
        return values.getOrDefault(option, List.of());
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
