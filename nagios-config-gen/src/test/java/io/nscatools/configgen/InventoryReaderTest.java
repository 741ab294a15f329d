package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.yaml.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryReaderTest {
    @TempDir
    private Path folder;

    @Test
    void everyDefaultIsTheRecipes() throws Exception {
        Inventory inventory = read("monitor: {host: m, password_file: p}\nhosts: [firestorm]\n");
        Inventory.Monitor monitor = inventory.monitor("test");
        assertThat(monitor.port()).isEqualTo(5667);
        assertThat(monitor.method().number()).isEqualTo(14);
        assertThat(monitor.address()).isEmpty();
        assertThat(monitor.passwordFile()).isEqualTo(folder.resolve("p"));
        assertThat(monitor.flavour()).isEqualTo(Flavour.NAGIOS4);
        assertThat(monitor.commandFile()).isEqualTo("/var/lib/nagios4/rw/nagios.cmd");
        assertThat(inventory.definitions()).isEqualTo(Inventory.Definitions.HOST);
        Host host = inventory.hosts().get(0);
        assertThat(host.address()).isEqualTo("firestorm");
        assertThat(host.settings())
                .isEqualTo(new Inventory.Settings(ServiceDefinition.recipe(), HostsDeny.recipe()))
                .isSameAs(inventory.defaults());
    }

    @Test
    void theFlavourTellsTheCommandFile() throws Exception {
        String text = "monitor: {host: m, password_file: p, flavour: %s}\nhosts: [a]\n";
        Map.of("nagios3", "nagios3/rw/nagios.cmd", "naemon", "naemon/naemon.cmd", "icinga1", "icinga/rw/icinga.cmd")
                .forEach((flavour, path) ->
                        assertThat(commandFile(text.formatted(flavour))).isEqualTo("/var/lib/" + path));
        assertThat(commandFile(text.formatted("icinga2"))).isEqualTo("/run/icinga2/cmd/icinga2.cmd");
    }

    private String commandFile(String text) {
        try {
            return read(text).monitor("test").commandFile();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsSaidNearerToTheHostCounts() throws Exception {
        Inventory inventory = read("""
                defaults:
                  notification_interval: 10
                  contact_groups: all
                  use: base
                  extra: {notes: default, check_freshness: 0}
                  hosts_deny: {rfc931: 3, except: [192.0.2.1]}
                hosts:
                  - plain
                groups:
                  - name: dmz
                    contact_groups: dmz
                    hosts_deny: {action: spawn}
                    hosts:
                      - member
                      - {name: own, use: [a, b], notification_interval: 30, extra: {notes: own}, hosts_deny: {except: []}}
                """);
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("plain", "member", "own");
        ServiceDefinition plain = inventory.hosts().get(0).service();
        assertThat(plain.lines())
                .containsEntry("notification_interval", "10")
                .containsEntry("contact_groups", "all")
                .containsEntry("notes", "default");
        Host member = inventory.hosts().get(1);
        assertThat(member.service().contactGroups()).containsExactly("dmz");
        assertThat(member.service().templates()).containsExactly("base");
        assertThat(member.settings().hostsDeny().line()).startsWith("ALL: ALL EXCEPT 192.0.2.1: RFC931 3: spawn (");
        assertThat(member.hasOwnDefinition()).isFalse();
        Host own = inventory.hosts().get(2);
        assertThat(own.service().templates()).containsExactly("a", "b");
        assertThat(own.service().lines())
                .containsEntry("notification_interval", "30")
                .containsEntry("contact_groups", "dmz")
                .containsEntry("notes", "own")
                .containsEntry("check_freshness", "0");
        assertThat(own.settings().hostsDeny().line()).startsWith("ALL: ALL: RFC931 3: spawn (");
        assertThat(own.hasOwnDefinition()).isTrue();
    }

    @Test
    void includesFilesAndGlobsInOrderEachOnce() throws Exception {
        Files.createDirectories(folder.resolve("sites/deep"));
        Files.writeString(folder.resolve("sites/b.yml"), "hosts: [b1, b2]\n");
        Files.writeString(folder.resolve("sites/a.yml"), "groups:\n  - {name: g, hosts: [a1]}\ninclude: deep/c.yml\n");
        Files.writeString(folder.resolve("sites/deep/c.yml"), "hosts: [c1]\n");
        Files.writeString(folder.resolve("last.yml"), "hosts: [z]\n");
        Inventory inventory = read("include: ['sites/*.yml', last.yml]\nhosts: [first]\n");
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("first", "a1", "c1", "b1", "b2", "z");
        assertThat(inventory.hosts().get(1).group().orElseThrow().name()).isEqualTo("g");
    }

    @Test
    void tellsOfProblemsOfAllFiles() throws Exception {
        Files.writeString(folder.resolve("a.yml"), "hosts: [x, y]\nmonitor: {}\ninclude: inventory.yml\n");
        Files.writeString(folder.resolve("b.yml"), "hosts: [y, 'z;']\n");
        Files.writeString(folder.resolve("c.yml"), "[\n");
        Files.createDirectory(folder.resolve("empty"));
        assertProblems(
                "include: [a.yml, b.yml, c.yml, none.yml, 'empty/*.yml', 'gone/*', a.yml, '[', '', /dev/zero]\nhosts: [x]\n",
                "/dev/zero: is not a regular file",
                "a.yml:1:9: host x stands in inventory.yml:2 already",
                "a.yml:2:1: unknown key 'monitor'; an included file has groups, hosts, include",
                "a.yml:3:10: include: 'inventory.yml' is included already",
                "b.yml:1:9: host y stands in a.yml:1 already",
                "b.yml:1:12: host_name 'z;' is not a name of printable ASCII without any of ;#`~!$%^&*|'\"<>?,()=\\,"
                        + " + at its start or blanks at its ends",
                "c.yml: does not begin with a key",
                "inventory.yml:1:42: include: no file matches 'empty/*.yml'",
                "inventory.yml:1:57: include: 'gone': no such file or directory",
                "inventory.yml:1:67: include: 'a.yml' is included already",
                "inventory.yml:1:74: include: '[' is no pattern: Missing ']",
                "inventory.yml:1:79: include: expected a file or a pattern such as hosts/*.yml",
                "none.yml: no such file or directory");
    }

    @Test
    void reportsEveryProblemWithLineAndColumn() throws Exception {
        String names = " is not a name of printable ASCII without any of ;#`~!$%^&*|'\"<>?,()=\\, + at its start or"
                + " blanks at its ends";
        assertProblems(
                """
                monitor:
                  host: "a b"
                  port: 99999
                  method: 13
                  flavour: nagios
                  command_file: rw/nagios.cmd
                definitions: each
                defaults:
                  is_volatile: yes
                  chek_command: x
                  extra: {chek_freshness: 1, is_volatile: 1, nonsense_of_mine: 1, notes: "a;b", _X: [1]}
                  hosts_deny: {action: twsit, rfc931: 0, daemons: [a b], except: [300.1.1.1, 'a;b'], handler: x y}
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
                  - a/b
                groups:
                  - {name: 'a!', hosts: []}
                  - {name: g}
                  - {hosts: [z]}
                  - {name: g, hosts: [v]}
                """,
                "inventory.yml:2:3: monitor: password_file is missing",
                "inventory.yml:2:9: host: expected a host name or an address, found 'a b'",
                "inventory.yml:3:9: port: expected a number from 1 to 65535, found '99999'",
                "inventory.yml:4:11: NSCA has no method 13; take 14 (rijndael-128) or see --list-methods",
                "inventory.yml:5:12: flavour: expected one of nagios3, nagios4, naemon, icinga1, icinga2, found 'nagios'",
                "inventory.yml:6:17: command_file: expected an absolute path without blanks, found 'rw/nagios.cmd'",
                "inventory.yml:7:14: definitions: expected one of host, hostgroup, template, found 'each'",
                "inventory.yml:9:16: is_volatile 'yes' is not 0 or 1",
                "inventory.yml:10:3: unknown key 'chek_command'; did you mean check_command?",
                "inventory.yml:11:11: Nagios has no service directive 'chek_freshness'; did you mean check_freshness?",
                "inventory.yml:11:30: is_volatile does not belong below extra; write it one level up",
                "inventory.yml:11:46: Nagios has no service directive 'nonsense_of_mine'; custom variables begin with _",
                "inventory.yml:11:74: notes 'a;b' is not a text of printable ASCII without any of ;#`$'\"\\ and without"
                        + " blanks at its ends",
                "inventory.yml:11:85: _X '' is not a text of printable ASCII without any of ;#`$'\"\\ and without"
                        + " blanks at its ends",
                "inventory.yml:12:24: action: expected one of twist, spawn, aclexec, found 'twsit'",
                "inventory.yml:12:39: rfc931: expected a number from 1 to 60, found '0'",
                "inventory.yml:12:52: daemons: expected ALL or the name of a daemon, such as sshd, found 'a b'",
                "inventory.yml:12:67: except: expected an address, a network or a domain, found '300.1.1.1'",
                "inventory.yml:12:78: except: expected an address, a network or a domain, found 'a;b'",
                "inventory.yml:12:95: handler: expected an absolute path of A-Z a-z 0-9 _ . + - /, found 'x y'",
                "inventory.yml:14:5: host_name 'fire;storm'" + names,
                "inventory.yml:16:5: aliases are not supported; write the value out",
                "inventory.yml:18:5: unknown key 'adress'; did you mean address?",
                "inventory.yml:19:5: a host needs a name",
                "inventory.yml:20:5: expected a host, found a list",
                "inventory.yml:21:5: host_name 'two\\x0alines'" + names,
                "inventory.yml:22:5: host y stands in line 17 already",
                "inventory.yml:23:5: host_name 'a/b' cannot be the name of a folder; take one without /",
                "inventory.yml:25:12: name 'a!'" + names,
                "inventory.yml:26:5: hosts: expected a list of hosts, such as - firestorm",
                "inventory.yml:27:5: groups: name is missing",
                "inventory.yml:28:12: there is a group 'g' already; put its hosts together");
    }

    @Test
    void walksTheLimitsOfNames() throws Exception {
        read("hosts: [" + "h".repeat(63) + "]\n");
        assertProblems(
                "hosts: [" + "h".repeat(64) + "]\n",
                "inventory.yml:1:9: host_name '" + "h".repeat(64) + "' has 64 bytes; NSCA carries 63");
        String description = "hosts: [{name: a, service_description: '%s'}]\n";
        read(description.formatted("d".repeat(127)));
        assertProblems(
                description.formatted("d".repeat(128)),
                "inventory.yml:1:40: service_description '" + "d".repeat(128) + "' has 128 bytes; NSCA carries 127");
        assertProblems(
                description.formatted("d".repeat(1001)),
                "inventory.yml:1:40: service_description has 1001 characters; no more than 1000");
    }

    @Test
    void refusesARuleThatLibwrapWouldPassOver() throws Exception {
        String hosts = "host.example.org, ".repeat(120);
        assertProblems(
                "defaults:\n  hosts_deny:\n    except: [" + hosts + "]\nhosts: [a]\n",
                "inventory.yml:3:5: the rule is longer than the 2000 bytes that libwrap reads; name networks");
    }

    private Inventory read(String text) throws Exception {
        return InventoryReader.read(Files.writeString(folder.resolve("inventory.yml"), text));
    }

    private void assertProblems(String text, String... problems) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        e -> assertThat(List.of(
                                        e.getMessage().replace(folder + "/", "").split("\n")))
                                .zipSatisfy(
                                        List.of(problems),
                                        (found, expected) -> assertThat(found).startsWith(expected)));
    }
}
