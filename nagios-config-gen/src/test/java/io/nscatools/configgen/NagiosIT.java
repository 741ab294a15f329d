package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated for Nagios, in a minimal configuration, verified by Debian's nagios4. */
class NagiosIT {
    private static final Path GOLDEN = Project.root().resolve("nagios-config-gen/src/test/resources/golden");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"recipe,1,1", "groups,4,4", "template,3,3"})
    void acceptsTheDefinitionsWithoutAWarning(String name, int services, int hosts) throws Exception {
        Run run = Run.of("services", "--supporting", GOLDEN.resolve(name).resolve("inventory.yml"));
        CommandResult result = verify(run.out());
        assertThat(result.stdout())
                .contains("Checked " + services + " services", "Checked " + hosts + " hosts", "Total Warnings: 0")
                .doesNotContain("Warning:");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void acceptsAGroupOfThousands() throws Exception {
        StringBuilder text = new StringBuilder("definitions: hostgroup\ngroups:\n  - name: g\n    hosts:\n");
        for (int i = 0; i < 3000; i++) {
            text.append("      - {name: host-with-a-long-name-")
                    .append(i)
                    .append(", is_volatile: ")
                    .append(i % 2)
                    .append("}\n");
        }
        Path inventory = Files.writeString(folder.resolve("inventory.yml"), text);
        CommandResult result =
                verify(Run.of("services", "--supporting", inventory).out());
        assertThat(result.stdout()).contains("Checked 3000 services", "Total Warnings: 0");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void refusesTheDefinitionsWithoutWhatTheyNeed() throws Exception {
        Run run = Run.of("services", GOLDEN.resolve("recipe/inventory.yml"));
        assertThat(verify(run.out()).exitCode()).isNotZero();
    }

    private CommandResult verify(String objects) throws Exception {
        Files.writeString(folder.resolve("objects.cfg"), objects);
        Files.writeString(folder.resolve("minimal.cfg"), """
                define command{
                  command_name notify
                  command_line /bin/true
                }
                define contact{
                  contact_name admin
                  contactgroups security-admins
                  service_notification_period 24x7
                  service_notification_options w,u,c,r
                  service_notification_commands notify
                  host_notification_period 24x7
                  host_notification_options d,u,r
                  host_notification_commands notify
                }
                define service{
                  name generic-service
                  register 0
                }
                define service{
                  name volatile
                  register 0
                }
                define service{
                  name other-template
                  register 0
                }
                """);
        return NagiosVerification.run(
                folder, "-v", "cfg_file=" + folder + "/objects.cfg\ncfg_file=" + folder + "/minimal.cfg\n");
    }
}
