package io.nscatools.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** What all commands do alike. */
public final class Cli {
    private static final String GENERATE_MAN = "--generate-man";
    private static final String GENERATE_COMPLETION = "--generate-completion";

    private Cli() {}

    /**
     * Returns a command line for {@code command} that takes arguments literally and ends wrong ones in one line. It has
     * two hidden options, {@value #GENERATE_MAN} and {@value #GENERATE_COMPLETION}, for those who make packages.
     */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(command);
        commandLine.getCommandSpec().addOption(generate(GENERATE_MAN)).addOption(generate(GENERATE_COMPLETION));
        return commandLine
                .setExpandAtFiles(false) // "-ds @" is a delimiter
                .setOverwrittenOptionsAllowed(true) // the last one counts, as with getopt
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(Cli::execute)
                .setParameterExceptionHandler(Cli::usageError);
    }

    /** Returns an option that makes all others optional. */
    private static OptionSpec generate(String name) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .help(true)
                .hidden(true)
                .build();
    }

    private static int execute(ParseResult parsed) {
        CommandLine commandLine = parsed.commandSpec().commandLine();
        if (parsed.hasMatchedOption(GENERATE_MAN)) {
            String version = version(
                    parsed.commandSpec().name(),
                    parsed.commandSpec().userObject().getClass());
            commandLine.getOut().print(ManualPage.of(commandLine, version));
        } else if (parsed.hasMatchedOption(GENERATE_COMPLETION)) {
            commandLine.getOut().print(AutoComplete.bash(commandLine.getCommandName(), commandLine));
        } else {
            return new RunLast().execute(parsed);
        }
        commandLine.getOut().flush();
        return 0;
    }

    private static int usageError(ParameterException e, String[] args) {
        CommandLine commandLine = e.getCommandLine();
        commandLine.getErr().println("Incorrect command line arguments supplied: " + e.getMessage());
        commandLine.usage(commandLine.getErr());
        return commandLine.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Tells the version that the manifest of the command's jar names. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Spec
        private CommandSpec spec;

        /** For picocli. */
        public Version() {}

        @Override
        public String[] getVersion() {
            CommandSpec root = spec.root();
            return new String[] {version(root.name(), root.userObject().getClass())};
        }
    }

    /** Returns the name of a command and the version that the manifest of its jar names. */
    public static String version(String name, Class<?> command) {
        String version = command.getPackage().getImplementationVersion();
        return name + " (nsca-toolkit) " + (version == null ? "development" : version);
    }
}
