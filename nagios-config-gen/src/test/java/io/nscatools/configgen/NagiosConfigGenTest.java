package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NagiosConfigGenTest {
    /** The definition of the "TCP Wrapper Integration" recipe with the brace that its sample lacks. */
    private static final String RECIPE = """
            define service{
            \thost_name                       firestorm
            \tservice_description             TCP Wrappers
            \tis_volatile                     1
            \tactive_checks_enabled           0
            \tpassive_checks_enabled          1
            \tmax_check_attempts              1
            \tcontact_groups                  security-admins
            \tnotification_interval           120
            \tnotification_period             24x7
            \tnotification_options            w,u,c,r
            \tcheck_command                   check_none
            \t}
            """;

    private static final String MONITOR = """
            monitor:
              host: monitor
              method: 14
              password_file: password
              command_file: /var/lib/nagios4/rw/nagios.cmd
            hosts: [firestorm]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheRecipesDefinitionForAHostThatOnlyHasAName() throws Exception {
        assertThat(run("services", inventory("hosts:\n  - firestorm\n"))).isZero();
        assertThat(out).hasToString(RECIPE);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsOneDefinitionAHostInTheOrderOfTheFile() throws Exception {
        String inventory = "defaults: {notification_interval: 60}\nhosts: [no, {name: 007, contact_groups: 'a,b'}]\n";
        assertThat(run("services", inventory(inventory))).isZero();
        String expected = RECIPE.replace("120", "60");
        assertThat(out)
                .hasToString(expected.replace("firestorm", "no") + "\n"
                        + expected.replace("firestorm", "007").replace("security-admins", "a,b"));
    }

    @Test
    void addsWhatTheServicesNeed() throws Exception {
        assertThat(run("services", "--supporting", inventory("hosts: [a, b]\n")))
                .isZero();
        assertThat(out.toString())
                .containsOnlyOnce("command_name                    check_none\n")
                .containsOnlyOnce("contactgroup_name               security-admins\n")
                .containsOnlyOnce("timeperiod_name                 24x7\n")
                .containsOnlyOnce("define host{\n\thost_name                       a\n")
                .containsOnlyOnce("define host{\n\thost_name                       b\n");
    }

    @Test
    void writesOneSecretIntoTheFilesOfBothSides() throws Exception {
        Files.writeString(folder.resolve("password"), "geheim = ä\n");
        assertThat(run("client", inventory(MONITOR))).isZero();
        assertThat(out).hasToString("password=geheim = ä\nencryption_method=14\n");
        out.getBuffer().setLength(0);
        assertThat(run("server", inventory(MONITOR))).isZero();
        assertThat(out)
                .hasToString("server_port=5667\ncommand_file=/var/lib/nagios4/rw/nagios.cmd\nmax_packet_age=30\n"
                        + "password=geheim = ä\ndecryption_method=14\n");
    }

    @Test
    void refusesAPasswordFileThatIsNotOneLine() throws Exception {
        Files.writeString(folder.resolve("password"), "one\ntwo\n");
        assertThat(run("client", inventory(MONITOR))).isEqualTo(1);
        assertThat(err.toString()).contains("password: expected one line").doesNotContain("two");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysThatThePasswordFileIsMissing() throws Exception {
        assertThat(run("client", inventory(MONITOR))).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        folder.resolve("password") + ": password file cannot be read: no such file or directory\n");
    }

    @Test
    void reportsEveryProblemWithLineAndColumn() throws Exception {
        String file = inventory("""
                monitor:
                  host: "a b"
                  port: 99999
                  method: 13
                defaults:
                  is_volatile: yes
                  chek_command: x
                hosts:
                  - "fire;storm"
                  - &a x
                  - *a
                  - name: y
                    adress: 1
                  - {}
                  - [1]
                  - "two\\nlines"
                  - y
                """);
        assertThat(run("services", file)).isEqualTo(1);
        String names =
                " is not a name of printable ASCII without any of ;#`~!$%^&*|'\"<>?,()= and without blanks at its"
                        + " ends";
        assertThat(err.toString().replace(file, "f").lines())
                .containsExactly(
                        "f:2:3: password_file is missing: expected the path of a file",
                        "f:2:3: command_file is missing: expected an absolute path",
                        "f:2:9: host: expected a host name or an address, found 'a b'",
                        "f:3:9: expected a number from 1 to 65535, found '99999'",
                        "f:4:11: NSCA has no method 13; take 14 (rijndael-128) or see --list-methods",
                        "f:6:16: is_volatile 'yes' is not 0 or 1",
                        "f:7:3: unknown key 'chek_command'; did you mean check_command?",
                        "f:9:5: host_name 'fire;storm'" + names,
                        "f:11:5: aliases are not supported; write the value out",
                        "f:13:5: unknown key 'adress'; did you mean address?",
                        "f:14:5: a host needs a name",
                        "f:15:5: expected a host, found a list",
                        "f:16:5: host_name 'two\\x0alines'" + names,
                        "f:17:5: host y stands in line 12 already");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void walksTheLimitsOfNames() throws Exception {
        assertThat(run("services", inventory("hosts: [" + "h".repeat(63) + "]\n")))
                .isZero();
        assertThat(run("services", inventory("hosts: [" + "h".repeat(64) + "]\n")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has 64 bytes; NSCA carries 63");
        String description = "hosts: [{name: a, service_description: '%s'}]\n";
        assertThat(run("services", inventory(description.formatted("d".repeat(127)))))
                .isZero();
        assertThat(run("services", inventory(description.formatted("d".repeat(128)))))
                .isEqualTo(1);
    }

    @Test
    void saysWhyAFileIsNoInventory() throws Exception {
        assertProblem(inventory(""), ": is empty; expected keys with values");
        assertProblem(inventory("[a]"), ": does not begin with a key; expected keys with values");
        assertProblem(inventory("hosts: []"), ":1:8: hosts: expected a list of at least one host, such as - firestorm");
        assertProblem(inventory("hosts: [a]\n---\nhosts: [b]\n"), ":3:1: a second document; a file is one");
        assertProblem(inventory("hosts: [a]\nhosts: [b]\n"), ":2:1: key hosts stands here a second time");
        assertProblem(inventory("hosts:\n\t- x\n"), ":2:1: is not YAML: found character '\\t(TAB)'");
        assertProblem(folder.toString(), ": is a directory");
        assertProblem(folder.resolve("none").toString(), ": no such file");
    }

    @Test
    void showsItsUsageOnStandardErrorForWrongArguments() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("services")).isEqualTo(2);
        assertThat(run("sevices", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: nagios-config-gen services").contains("Unmatched argument");
        assertThat(out.toString()).isEmpty();
    }

    private void assertProblem(String file, String message) {
        err.getBuffer().setLength(0);
        assertThat(run("services", file)).isEqualTo(1);
        assertThat(err.toString()).startsWith(file + message).doesNotContain("Exception");
    }

    private String inventory(String text) throws Exception {
        return Files.writeString(folder.resolve("inventory.yml"), text).toString();
    }

    private int run(String... args) {
        return NagiosConfigGen.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
