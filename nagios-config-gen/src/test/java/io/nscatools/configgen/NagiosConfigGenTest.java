package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void printsTheRecipesDefinitionForAHostThatOnlyHasAName() throws Exception {
        Run run = Run.of("services", inventory("hosts:\n  - firestorm\n"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        "# Made by nagios-config-gen services from inventory.yml: change that, and make this again.\n\n"
                                + RECIPE);
    }

    @Test
    void printsOneDefinitionAHostInTheOrderOfTheFile() throws Exception {
        String inventory = "defaults: {notification_interval: 60}\nhosts: [no, {name: 007, contact_groups: 'a,b'}]\n";
        Run run = Run.of("services", inventory(inventory));
        String expected = RECIPE.replace("120", "60");
        assertThat(run.body())
                .isEqualTo(expected.replace("firestorm", "no") + "\n"
                        + expected.replace("firestorm", "007").replace("security-admins", "a,b"));
    }

    @Test
    void addsWhatTheServicesNeed() throws Exception {
        Run run = Run.of("services", "--supporting", inventory("hosts: [a, b]\n"));
        assertThat(run.out())
                .containsOnlyOnce("command_name                    check_none\n")
                .containsOnlyOnce("contactgroup_name               security-admins\n")
                .containsOnlyOnce("timeperiod_name                 24x7\n")
                .containsOnlyOnce("define host{\n\thost_name                       a\n")
                .containsOnlyOnce("define host{\n\thost_name                       b\n");
    }

    @Test
    void writesOneSecretByteForByteIntoTheFilesOfBothSides() throws Exception {
        for (byte[] password : new byte[][] {
            "geheim = \u00e4\u20ac #;'".getBytes(StandardCharsets.UTF_8), {'a', (byte) 0xE4, (byte) 0xFF}
        }) {
            Files.write(folder.resolve("password"), password);
            Path inventory = inventory(MONITOR);
            String text = new String(password, StandardCharsets.ISO_8859_1);
            assertThat(Run.of("client", inventory).body()).isEqualTo("password=" + text + "\nencryption_method=14\n");
            assertThat(Run.of("server", inventory).body())
                    .isEqualTo("server_port=5667\ncommand_file=/var/lib/nagios4/rw/nagios.cmd\nmax_packet_age=30\n"
                            + "password=" + text + "\ndecryption_method=14\n");
        }
    }

    @Test
    void refusesAPasswordFileThatIsNotOneLine() throws Exception {
        Path inventory = inventory(MONITOR);
        for (String password : new String[] {"one\ntwo\n", "", "\n", "  \n", "one\r\n", "one\0\n", "one\n\n"}) {
            Files.writeString(folder.resolve("password"), password);
            Run run = Run.of("client", inventory);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("password: expected one line").doesNotContain("two");
            assertThat(run.out()).isEmpty();
        }
        Files.writeString(folder.resolve("password"), "x".repeat(5109) + "\n");
        assertThat(Run.of("client", inventory).exitCode()).isZero();
        Files.writeString(folder.resolve("password"), "x".repeat(5110) + "\n");
        assertThat(Run.of("client", inventory).err())
                .endsWith("password: the password is longer than the 5109 bytes that the C programs read\n");
    }

    @Test
    void saysThatThePasswordFileIsMissing() throws Exception {
        Run run = Run.of("client", inventory(MONITOR));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(folder.resolve("password")
                        + ": password file cannot be read: no such file or directory; --generate-password makes one"
                        + " where there is none\n");
    }

    @Test
    void saysThatTheMonitorIsMissing() throws Exception {
        Path inventory = inventory("hosts: [a]\n");
        for (String command : new String[] {"client", "server", "handler"}) {
            assertThat(Run.of(command, inventory).err())
                    .isEqualTo(inventory + ": monitor: is missing; " + command + " needs it\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/opt/handle_tcp_wrapper, cd /opt && set -- %h %d %a %u && . ./handle_tcp_wrapper",
        "/handle_tcp_wrapper, cd / && set -- %h %d %a %u && . ./handle_tcp_wrapper",
        "/opt/refused, /opt/refused %h %d %a %u",
    })
    void aHandlerOfAnotherNameIsExecuted(String handler, String command) throws Exception {
        Path inventory = inventory("hosts: [{name: a, hosts_deny: {rfc931: 2, handler: " + handler + "}}]\n");
        assertThat(Run.of("hosts-deny", inventory).out())
                .endsWith("\nALL: ALL: RFC931 2: twist (" + command + ") </dev/null >/dev/null 2>&1 &\n");
    }

    @Test
    void printsAHostsFileByItsNameAlone() throws Exception {
        Path inventory = inventory("hosts: [a, {name: b, hosts_deny: {daemons: sshd}}]\n");
        assertThat(Run.of("hosts-deny", inventory, "b").out()).contains("\nsshd: ALL: twist (");
        assertThat(Run.of("hosts-deny", inventory).err(inventory))
                .isEqualTo("f: its hosts do not all get the same; give the name of one after the inventory\n");
        assertThat(Run.of("hosts-deny", inventory, "B").err(inventory))
                .isEqualTo("f: there is no host B; did you mean a?\n".replace("mean a", "mean b"));
        assertThat(Run.of("handler", "--format", "xinetd", inventory, "b").err(inventory))
                .isEqualTo("f: host b: hosts_deny: daemons names none that inetd starts, such as in.fingerd\n");
    }

    @Test
    void showsItsUsageOnStandardErrorForWrongArguments() {
        assertThat(Run.of().exitCode()).isEqualTo(2);
        assertThat(Run.of("services").err()).contains("Usage: nagios-config-gen services");
        assertThat(Run.of("sevices", "x").err()).contains("Unmatched argument");
        assertThat(Run.of("server", "--format", "json", "x").exitCode()).isEqualTo(2);
        assertThat(Run.of("all", "x").exitCode()).isEqualTo(2);
        assertThat(Run.of("check", "x").exitCode()).isEqualTo(2);
        assertThat(Run.of("all", "x").out()).isEmpty();
    }

    private Path inventory(String text) throws Exception {
        return Files.writeString(folder.resolve("inventory.yml"), text);
    }
}
