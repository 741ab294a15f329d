package io.nscatools.configgen;

import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares a Nagios configuration with the inventory. */
@Command(
        name = "check",
        header = "Compares a Nagios configuration with the inventory.",
        description = "Prints what is wrong or missing, one line each. Exit code: 0 if nothing is, 1 otherwise.")
final class CheckCommand extends BaseCommand {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Object files, or a nagios.cfg that names them.")
    private List<Path> files;

    @Override
    int run(Inventory inventory, PrintWriter out) throws ProblemsException {
        List<Problem> problems = ConfigCheck.check(inventory, ObjectFiles.read(files));
        if (problems.isEmpty()) {
            return 0;
        }
        out.println(new ProblemsException(problems).getMessage());
        return NagiosConfigGen.EXIT_PROBLEMS;
    }
}
