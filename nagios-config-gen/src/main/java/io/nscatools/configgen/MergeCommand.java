package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts the service definitions into an existing file. */
@Command(
        name = "merge",
        header = "Puts the service definitions into an existing object file.",
        description =
                "They stand between two marker lines, at the end of the file if it has none yet. All else stays as"
                        + " it is. The file as it was is kept as FILE.bak, FILE.bak.2 and so on.")
final class MergeCommand extends BaseCommand {
    @Parameters(index = "1", paramLabel = "FILE", description = "The object file.")
    private Path file;

    @Option(names = "--diff", description = "Only show what would change.")
    private boolean diff;

    @Override
    int run(Inventory inventory, PrintWriter out) throws ProblemsException {
        try {
            Path target = file.toRealPath();
            String before = Files.readString(target, StandardCharsets.ISO_8859_1);
            MergedFile merged = MergedFile.parse(file, before);
            refuseDuplicates(inventory, merged);
            String after = merged.with(ObjectWriter.services(inventory));
            if (diff) {
                out.print(UnifiedDiff.of(file.toString(), before, after));
            } else if (!after.equals(before)) {
                replace(target, before, after);
            }
            return 0;
        } catch (IOException e) {
            throw new ProblemsException(List.of(new Problem(file.toString(), 0, 0, FileErrors.describe(e))));
        }
    }

    /** Nagios takes one of two equal services, with a warning: which one is not what anybody wants to guess. */
    private void refuseDuplicates(Inventory inventory, MergedFile merged) throws ProblemsException {
        // Newlines in place of what is generated keep the line numbers.
        String lines = merged.between().replaceAll("[^\n]", "");
        byte[] others = (merged.before() + lines + merged.after()).getBytes(StandardCharsets.ISO_8859_1);
        Set<ServiceKey> wanted = inventory.hosts().stream()
                .map(host -> new ServiceKey(host.name(), host.service().description()))
                .collect(Collectors.toSet());
        List<Problem> problems = new FoundServices(inventory, new ObjectModel(ObjectFiles.parse(file, others)))
                .services().entrySet().stream()
                        .filter(service -> wanted.contains(service.getKey()))
                        .map(service -> service.getValue()
                                .location()
                                .problem("service " + service.getKey()
                                        + " is defined here, outside of the markers; remove it and merge again"))
                        .toList();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private static void replace(Path target, String before, String after) throws IOException {
        var permissions = Files.getPosixFilePermissions(target);
        SafeFiles.replaceDurably(backup(target), before.getBytes(StandardCharsets.ISO_8859_1), permissions, target);
        SafeFiles.replaceDurably(target, after.getBytes(StandardCharsets.ISO_8859_1), permissions, target);
    }

    private static Path backup(Path target) {
        Path backup = target.resolveSibling(target.getFileName() + ".bak");
        for (int i = 2; Files.exists(backup, LinkOption.NOFOLLOW_LINKS); i++) {
            backup = target.resolveSibling(target.getFileName() + ".bak." + i);
        }
        return backup;
    }
}
