package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingOptionTest {
    @TempDir
    private Path folder;

    private Path inventory;

    @BeforeEach
    void inventory() throws Exception {
        inventory = Files.writeString(
                folder.resolve("inventory.yml"),
                "definitions: hostgroup\ngroups: [{name: web, hosts: [web1, web2]}, {name: dmz, hosts: [gate]}]\n");
    }

    @Test
    void leavesOutWhatNagiosHas() throws Exception {
        Files.writeString(folder.resolve("objects.cfg"), """
                define timeperiod{
                  timeperiod_name 24x7
                }
                define contactgroup{
                  contactgroup_name security-admins
                }
                define hostgroup{
                  hostgroup_name dmz
                }
                define host{
                  host_name web2
                }
                define command{
                  name check_none
                  register 0
                }
                """);
        Path existing = Files.writeString(folder.resolve("nagios.cfg"), "cfg_file=objects.cfg\n");
        Run run = Run.of("services", "--supporting", "--existing", existing, inventory);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()
                        .lines()
                        .filter(line -> line.matches("\\s(command|contactgroup|timeperiod|host(group)?)_name .*"))
                        .map(line -> line.strip().replaceAll("_name +", " ")))
                .containsExactly(
                        "hostgroup web",
                        "hostgroup dmz",
                        "command check_none",
                        "hostgroup web",
                        "host web1",
                        "host gate");
    }

    @Test
    void doesNotCountWhatItHasMadeItself() throws Exception {
        String before = Run.of("services", "--supporting", inventory).out();
        Path installed = Files.writeString(folder.resolve("supporting.cfg"), before);
        assertThat(Run.of("services", "--supporting", "--existing", installed, inventory)
                        .out())
                .isEqualTo(before);
    }

    @Test
    void tellsWhatCannotBeRead() {
        Run run = Run.of("services", "--supporting", "--existing", folder.resolve("none.cfg"), inventory);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo(folder.resolve("none.cfg") + ": no such file or directory\n");
        assertThat(run.out()).isEmpty();
    }
}
