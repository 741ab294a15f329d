package io.nscatools.tcpwrapper.agent;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The scripts, installed in a folder with a configuration of their own. */
public final class ScriptFolder {
    private final Path folder;

    /** Installs the scripts, if they are not there. */
    public ScriptFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (String script : List.of("handle_tcp_wrapper", "submit_check_result", "spool_record")) {
            Files.copy(
                    Project.root().resolve("tcpwrapper-handler/src/main/sh").resolve(script),
                    folder.resolve(script),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes the configuration. */
    public void configure(String conf) throws IOException {
        Files.writeString(folder.resolve("tcpwrapper-handler.conf"), conf);
    }

    /** Returns where a script is. */
    public Path script(String name) {
        return folder.resolve(name);
    }

    /** Puts a program of the test's own in the folder, which comes first in the path. */
    public void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + ": cannot be made executable");
        }
    }

    /** Runs a script. */
    public CommandResult run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a command. */
    public CommandResult run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        builder.environment().put("TMPDIR", folder.toString());
        return CommandResult.run(builder, new byte[0]);
    }
}
