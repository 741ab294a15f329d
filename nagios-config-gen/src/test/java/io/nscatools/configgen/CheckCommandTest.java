package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Path inventory;
    private String good;

    @BeforeEach
    void generate() throws Exception {
        inventory = Files.writeString(folder.resolve("inventory.yml"), "hosts: [firestorm]\n");
        good = Run.of("services", "--supporting", inventory).out();
    }

    @Test
    void findsNothingWrongWithWhatWasGenerated() throws Exception {
        assertFound(good);
    }

    @Test
    void findsAMissingService() throws Exception {
        assertFound(
                good.replace("TCP Wrappers", "Something Else"),
                "inventory.yml:1:9: service 'TCP Wrappers' of firestorm is missing; nagios-config-gen services prints it");
    }

    @Test
    void findsWhatWouldLoseAlerts() throws Exception {
        assertFound(
                good.replace("is_volatile                     1", "is_volatile 0"),
                "objects.cfg:6:2: service 'TCP Wrappers' of firestorm: is_volatile is 0, the inventory says 1: every"
                        + " alert counts");
        assertFound(
                good.replaceFirst("\tis_volatile .*\n", ""),
                "objects.cfg:3:1: service 'TCP Wrappers' of firestorm: is_volatile is 0, the inventory says 1: every"
                        + " alert counts");
        assertFound(
                good.replaceFirst("active_checks_enabled           0", "active_checks_enabled 1"),
                "objects.cfg:7:2: service 'TCP Wrappers' of firestorm: active_checks_enabled is 1, the inventory says 0:"
                        + " results come from outside");
        assertFound(
                good.replace("passive_checks_enabled          1", "passive_checks_enabled 0"),
                "objects.cfg:8:2: service 'TCP Wrappers' of firestorm: passive_checks_enabled is 0, the inventory says 1:"
                        + " results come from outside");
        assertFound(
                good.replaceFirst("max_check_attempts              1", "max_check_attempts 3"),
                "objects.cfg:9:2: service 'TCP Wrappers' of firestorm: max_check_attempts is 3, the inventory says 1: the"
                        + " first result must alert");
    }

    @Test
    void findsWhatIsNotDefined() throws Exception {
        assertFound(
                good.replace("command_name                    check_none", "command_name other"),
                "objects.cfg:14:2: service 'TCP Wrappers' of firestorm: check_command check_none is not defined;"
                        + " nagios-config-gen services --supporting prints it");
        assertFound(
                good.replaceFirst("\tcheck_command .*\n", ""),
                "objects.cfg:3:1: service 'TCP Wrappers' of firestorm: check_command is missing; nagios-config-gen"
                        + " services --supporting prints it");
        assertFound(
                good.replaceFirst(
                        "contact_groups                  security-admins", "contact_groups security-admins,dba"),
                "objects.cfg:10:2: service 'TCP Wrappers' of firestorm: contact_groups dba is not defined;"
                        + " nagios-config-gen services --supporting prints it");
        assertFound(good.replace("check_command                   check_none", "check_command check_none!a,b"));
    }

    @Test
    void findsNamesThatDifferInCase() throws Exception {
        assertFound(
                good.replace("firestorm", "Firestorm"),
                "objects.cfg:3:1: service 'TCP Wrappers' of Firestorm differs in case from 'TCP Wrappers' of firestorm of"
                        + " the inventory (inventory.yml:1); Nagios takes them for two");
        assertFound(
                good.replace("TCP Wrappers", "TCP wrappers"),
                "objects.cfg:3:1: service 'TCP wrappers' of firestorm differs in case from 'TCP Wrappers' of firestorm of"
                        + " the inventory (inventory.yml:1); Nagios takes them for two");
    }

    @Test
    void findsServicesOfOtherHosts() throws Exception {
        assertFound(
                good.replaceFirst("host_name                       firestorm", "host_name firestorm,thunder"),
                "objects.cfg:3:1: service 'TCP Wrappers' of thunder: the host is not in the inventory");
    }

    @Test
    void findsWhatIsDefinedTwice() throws Exception {
        assertFound(
                "define service{\nhostgroup_name g\nservice_description TCP Wrappers\n}\n"
                        + "define hostgroup{\nhostgroup_name g\nmembers firestorm\n}\n" + good,
                "objects.cfg:1:1: service 'TCP Wrappers' of firestorm is defined here and in"
                        + " objects.cfg:11; Nagios takes one of them, remove the other");
    }

    @Test
    void findsTemplatesThatNagiosDoesNotFind() throws Exception {
        assertFound(
                good.replaceFirst("is_volatile", "use a, b\n\tis_volatile")
                        + "define service{\nname a\nuse c\nregister 0\n}\ndefine service{\nname b\nregister 0\n}\n",
                "objects.cfg:6:2: service 'TCP Wrappers' of firestorm: template ' b' is not defined; take out the blank,"
                        + " which Nagios takes for a part of the name",
                "objects.cfg:6:2: service 'TCP Wrappers' of firestorm: template 'c' is not defined");
    }

    @Test
    void tellsWhichFileIsWrong() throws Exception {
        Path objects = Files.writeString(folder.resolve("objects.cfg"), "define service{\n");
        Run run = Run.of("check", inventory, objects);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo(objects + ":1:1: define service is not closed: a line with } is missing\n");
    }

    private void assertFound(String objects, String... problems) throws Exception {
        Run run = Run.of("check", inventory, Files.writeString(folder.resolve("objects.cfg"), objects));
        assertThat(run.err()).isEmpty();
        assertThat(run.out().replace(folder + "/", "").lines()).containsExactly(problems);
        assertThat(run.exitCode()).isEqualTo(problems.length == 0 ? 0 : 1);
    }
}
