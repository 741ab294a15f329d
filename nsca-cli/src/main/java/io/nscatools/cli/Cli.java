package io.nscatools.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands do alike. */
public final class Cli {
    private Cli() {}

    /** Returns a command line for {@code command} that takes arguments literally and ends wrong ones in one line. */
    public static CommandLine of(Object command, PrintWriter out, PrintWriter err) {
        return new CommandLine(command)
                .setExpandAtFiles(false) // "-ds @" is a delimiter
                .setOverwrittenOptionsAllowed(true) // the last one counts, as with getopt
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Cli::usageError);
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
