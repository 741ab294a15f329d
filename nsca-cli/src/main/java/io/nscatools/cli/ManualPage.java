package io.nscatools.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes the manual page of a command, in the language of man(7), of what its help is made of. */
public final class ManualPage {
    /** All pages of the toolkit. */
    private static final List<String> PAGES = List.of(
            "send_nsca(1)",
            "nsca-server(8)",
            "tcpwrapper-handler(8)",
            "handle_tcp_wrapper(8)",
            "submit_check_result(8)",
            "nagios-config-gen(1)");

    private final StringBuilder page = new StringBuilder(8192);

    private ManualPage() {}

    /**
     * Returns the page of {@code commandLine} and its subcommands.
     *
     * @param version the first line of what {@code --version} prints
     */
    public static String of(CommandLine commandLine, String version) {
        ManualPage manual = new ManualPage();
        manual.write(commandLine.getCommandSpec(), version);
        return manual.page.toString();
    }

    private void write(CommandSpec spec, String version) {
        String name = spec.name();
        String self = PAGES.stream()
                .filter(other -> other.startsWith(name + "("))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + PAGES));
        String section = self.substring(name.length() + 1, self.length() - 1);
        String product = version.substring(version.indexOf('(') + 1).replace(")", "");
        line(".TH \"" + escaped(name.toUpperCase(Locale.ROOT)) + "\" " + section + " \"\" \"" + escaped(product)
                + "\" nsca\\-toolkit");
        line(".SH NAME");
        text(name + " - " + sentence(spec.usageMessage().header()));
        line(".SH SYNOPSIS");
        block(synopsis(spec));
        if (spec.usageMessage().description().length > 0) {
            line(".SH DESCRIPTION");
            block(spec.usageMessage().description());
        }
        line(".SH OPTIONS");
        arguments(spec);
        footer(spec, ".SH ");
        List<CommandLine> subcommands = List.copyOf(spec.subcommands().values());
        if (!subcommands.isEmpty()) {
            line(".SH COMMANDS");
            subcommands.forEach(subcommand -> subcommand(subcommand.getCommandSpec()));
        }
        line(".SH SEE ALSO");
        text(PAGES.stream().filter(other -> !other.equals(self)).collect(Collectors.joining(", ")));
    }

    private void subcommand(CommandSpec spec) {
        line(".SS " + escaped(spec.name()));
        block(spec.usageMessage().header());
        if (spec.usageMessage().description().length > 0) {
            line(".PP");
            block(spec.usageMessage().description());
        }
        line(".PP");
        block(synopsis(spec));
        arguments(spec);
        footer(spec, ".PP\n.B ");
    }

    private static String synopsis(CommandSpec spec) {
        CommandLine.Help help =
                new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return help.synopsis(0).strip();
    }

    private void arguments(CommandSpec spec) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (!parameter.hidden()) {
                argument("", parameter);
            }
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                argument(String.join(", ", option.names()), option);
            }
        }
    }

    private void argument(String names, ArgSpec argument) {
        String value = argument.arity().max() == 0 ? "" : "\\fI" + escaped(argument.paramLabel()) + "\\fR";
        line(".TP");
        line("\\fB" + escaped(names) + "\\fR" + (names.isEmpty() || value.isEmpty() ? "" : " ") + value);
        text(sentence(argument.description()));
    }

    private void footer(CommandSpec spec, String before) {
        UsageMessageSpec message = spec.usageMessage();
        if (message.footer().length == 0) {
            return;
        }
        String heading = formatted(message.footerHeading()).strip().replace(":", "");
        line(before + escaped((heading.isEmpty() ? "Notes" : heading).toUpperCase(Locale.ROOT)));
        block(message.footer());
    }

    /** One line of the help is one line of the page: some are tables. */
    private void block(String... lines) {
        line(".nf");
        formatted(String.join("\n", lines)).strip().lines().forEach(this::text);
        line(".fi");
    }

    private static String sentence(String... lines) {
        return formatted(String.join(" ", lines)).strip().replaceAll("\\s+", " ");
    }

    /** Picocli's texts are formats for {@link String#format}. */
    private static String formatted(String text) {
        return text == null ? "" : text.replace("%n", "\n").replace("%%", "%");
    }

    private void text(String text) {
        String escaped = escaped(text);
        line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
