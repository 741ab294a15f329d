package io.nscatools.configgen;

import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all files. */
@Command(name = "all", header = "Writes all files: a folder for the monitor, and one for each host below hosts.")
final class AllCommand extends BaseCommand {
    @Option(names = "--output-dir", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path folder;

    @Option(names = "--force", description = "Overwrite files that are there with other contents.")
    private boolean force;

    @Mixin
    private GeneratePasswordOption password;

    @Mixin
    private ExistingOption existing;

    @Override
    int run(Inventory inventory, PrintWriter out) throws ProblemsException {
        ObjectModel model = existing.read();
        password.apply(inventory, "all", force);
        List<GeneratedFile> files = Site.files(inventory, model);
        int written = new OutputFolder(folder).write(files, force);
        out.println(folder + ": " + written + " files written, " + (files.size() - written) + " there already");
        return 0;
    }
}
