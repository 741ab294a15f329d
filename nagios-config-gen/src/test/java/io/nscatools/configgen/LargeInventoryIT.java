package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 hosts in 256 MB. */
class LargeInventoryIT {
    private static final int HOSTS = 10_000;

    @TempDir
    private Path folder;

    @Test
    void writesAndChecksTenThousandHosts() throws Exception {
        StringBuilder text = new StringBuilder("hosts:\n");
        for (int i = 0; i < HOSTS; i += 2) {
            text.append("  - host").append(i).append('\n');
            text.append("  - {name: host")
                    .append(i + 1)
                    .append(", contact_groups: team")
                    .append(i % 7)
                    .append("}\n");
        }
        Path inventory = Files.writeString(folder.resolve("inventory.yml"), text);
        CommandResult services = run("services", "--supporting", inventory);
        assertThat(services.exitCode()).as(services.stderr()).isZero();
        Path objects = Files.writeString(folder.resolve("objects.cfg"), services.stdout());
        CommandResult check = run("check", inventory, objects);
        assertThat(check.stdout() + check.stderr()).isEmpty();
        assertThat(check.exitCode()).isZero();
    }

    private static CommandResult run(Object... arguments) throws Exception {
        ProcessBuilder command = Project.java("nagios-config-gen");
        command.command().add(1, "-Xmx256m");
        for (Object argument : arguments) {
            command.command().add(argument.toString());
        }
        return CommandResult.run(command, new byte[0]);
    }
}
