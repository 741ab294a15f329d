package io.nscatools.client.command;

import io.nscatools.cli.Cli;
import io.nscatools.cli.ManualPage;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command line of send_nsca, made of the table of options: for help, manual page and completion. */
final class Usage {
    private static final String[] FOOTER = {
        "Check results are read from the files, or from standard input, fields separated by tabs:",
        "  HOST NAME <tab> SERVICE DESCRIPTION <tab> RETURN CODE <tab> PLUGIN OUTPUT",
        "  HOST NAME <tab> RETURN CODE <tab> PLUGIN OUTPUT",
        "Several results are separated by the ETB character (0x17), not by newlines, unless --lines or --format say"
                + " otherwise.",
        "",
        "The password may also be in the file that NSCA_PASSWORD_FILE names, or in NSCA_PASSWORD.",
        "",
        "Exit codes: 0 delivered; 2 not delivered, no result, bad input or bad configuration; 3 usage, or connection"
                + " lost while sending to a server without receipts; 255 input set too long.",
    };

    private Usage() {}

    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new Usage())
                .name("send_nsca")
                .versionProvider(() -> new String[] {version()});
        spec.usageMessage()
                .header("Sends passive check results to an NSCA daemon.")
                .synopsisHeading("Usage: ")
                .sortOptions(false)
                .sortSynopsis(false)
                .footerHeading("%nInput:%n")
                .footer(FOOTER);
        spec.usageMessage().abbreviateSynopsis(true);
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("HOST")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("The host that runs the daemon, as with -H; only as the first argument.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("1..*")
                .arity("0..*")
                .type(String[].class)
                .description("Files with results; - is standard input.")
                .build());
        for (Option option : Option.values()) {
            OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new))
                    .description(option.description().replace("%", "%%"))
                    .arity("0")
                    .type(boolean.class);
            if (option.hasValue()) {
                builder.arity("1").type(List.class).auxiliaryTypes(String.class).paramLabel(option.parameter());
            }
            spec.addOption(builder.build());
        }
        return new CommandLine(spec).setSeparator(" ");
    }

    static String version() {
        return Cli.version("send_nsca", Usage.class);
    }

    static String completion() {
        return AutoComplete.bash("send_nsca", commandLine());
    }

    static String manual() {
        return ManualPage.of(commandLine(), version());
    }
}
