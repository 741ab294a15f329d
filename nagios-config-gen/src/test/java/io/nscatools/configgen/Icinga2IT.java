package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated for Icinga 2, verified by Debian's icinga2. */
class Icinga2IT {
    private static final Path GOLDEN = Project.root().resolve("nagios-config-gen/src/test/resources/golden");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"icinga2,3,3", "icinga2-groups,4,4", "icinga2-template,3,3"})
    void acceptsTheObjects(String name, int services, int hosts) throws Exception {
        Run run = Run.of("icinga2", "--supporting", GOLDEN.resolve(name).resolve("inventory.yml"));
        CommandResult result = verify(run.out());
        assertThat(result.exitCode()).as(result.stdout()).isZero();
        assertThat(result.stdout())
                .contains("Instantiated " + services + " Services.", "Instantiated " + hosts + " Hosts.")
                .contains("Instantiated " + services + " Notifications.")
                .doesNotContain("warning/", "critical/");
    }

    @Test
    void refusesTheServicesWithoutTheirHosts() throws Exception {
        Run run = Run.of("icinga2", GOLDEN.resolve("icinga2/inventory.yml"));
        assertThat(verify(run.out()).exitCode()).isNotZero();
    }

    private CommandResult verify(String objects) throws Exception {
        Path main = Files.writeString(folder.resolve("icinga2.conf"), """
                include <itl>
                template Service "generic-service" {
                }
                template Service "other-template" {
                }
                """ + objects);
        ProcessBuilder command = ForeignPrograms.command(
                "usr/lib/" + ForeignPrograms.triplet() + "/icinga2/sbin/icinga2",
                "daemon",
                "-C",
                "-c",
                main.toString());
        command.command().add("-I");
        command.command().add(ForeignPrograms.path("usr/share/icinga2/include").toString());
        for (String name : new String[] {"ConfigDir", "DataDir", "CacheDir", "LogDir", "InitRunDir", "SpoolDir"}) {
            Path path = Files.createDirectories(folder.resolve(name));
            command.command().add("-D");
            command.command().add(name + "=" + path);
        }
        command.environment().put("ICINGA2_USER", System.getProperty("user.name"));
        command.environment()
                .put("ICINGA2_GROUP", Files.getAttribute(folder, "posix:group").toString());
        return CommandResult.run(command, new byte[0]);
    }
}
