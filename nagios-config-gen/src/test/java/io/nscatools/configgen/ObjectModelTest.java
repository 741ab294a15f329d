package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.yaml.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectModelTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheGrammar() throws Exception {
        ObjectDefinition service = only("service", """
                # comment
                  ; comment too
                define service {
                    host            a ; inline comment
                \tdescription\tTCP Wrappers
                    notes           semicolon \\; here # not a comment
                    contact_groups  x,\\
                                    y,\\
                  z
                    is_volatile     0
                    is_volatile     1
                    check_command
                } ; done
                """);
        assertThat(service.get("host_name")).contains("a");
        assertThat(service.get("service_description")).contains("TCP Wrappers");
        assertThat(service.get("notes")).contains("semicolon ; here # not a comment");
        assertThat(ObjectModel.list(service.get("contact_groups"))).containsExactly("x", "y", "z");
        assertThat(service.get("is_volatile")).contains("1");
        assertThat(service.get("check_command")).contains("");
        assertThat(service.location()).hasToString("Location[file=objects.cfg, line=3, column=1]");
        assertThat(service.locationOf("description").line()).isEqualTo(3);
        assertThat(service.locationOf("is_volatile")).hasToString("Location[file=objects.cfg, line=11, column=5]");
    }

    @Test
    void inheritsAsNagiosDoes() throws Exception {
        ObjectDefinition service = only("service", """
                define service{
                  use first,second
                  host_name h
                  contact_groups +own
                  check_period null
                  notes own
                }
                define service{
                  name first
                  register 0
                  use base
                  notes first
                  max_check_attempts 1
                  contact_groups +first
                }
                define service{
                  name second
                  register 0
                  max_check_attempts 2
                  contact_groups second
                  notes_url second
                  check_period 24x7
                }
                define service{
                  name base
                  register 0
                  notes base
                  is_volatile 1
                  contact_groups +base
                }
                """);
        Map<String, String> values = service.directives().keySet().stream()
                .collect(
                        Collectors.toMap(name -> name, name -> service.get(name).orElse("-")));
        assertThat(values)
                .containsEntry("notes", "own")
                .containsEntry("max_check_attempts", "1")
                .containsEntry("is_volatile", "1")
                .containsEntry("notes_url", "second")
                .containsEntry("check_period", "-")
                .containsEntry("contact_groups", "second,base,first,own")
                .doesNotContainKey("register")
                .doesNotContainKey("name");
    }

    @Test
    void aNamedDefinitionIsBothTemplateAndObject() throws Exception {
        ObjectModel model = model("""
                define service{
                  name t
                  host_name a
                  service_description s
                }
                define service{
                  use t
                  host_name b
                }
                """);
        assertThat(model.all("service").map(service -> service.get("host_name").orElseThrow()))
                .containsExactly("a", "b");
    }

    @Test
    void survivesCirclesOfTemplatesAndGroups() throws Exception {
        ObjectModel model = model("""
                define service{
                  name a
                  use b
                  hostgroup_name g
                }
                define service{
                  name b
                  use a
                }
                define hostgroup{
                  hostgroup_name g
                  members x
                  hostgroup_members h
                }
                define hostgroup{
                  hostgroup_name h
                  members y
                  hostgroup_members g
                }
                """);
        ServiceHosts hosts = new ServiceHosts(model);
        assertThat(hosts.grouped(model.all("service").toList().get(0))).containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void findsTheHostsOfAService() throws Exception {
        ObjectModel model = model("""
                define host{
                  host_name a
                }
                define host{
                  host_name b
                  hostgroups web,dmz
                }
                define host{
                  host_name c
                  use in-dmz
                }
                define host{
                  name in-dmz
                  register 0
                  hostgroups dmz
                }
                define hostgroup{
                  hostgroup_name web
                  members a
                }
                define hostgroup{
                  hostgroup_name dmz
                }
                define hostgroup{
                  hostgroup_name all
                  members *,!a
                  hostgroup_members web
                }
                define service{
                  host_name *,!b
                }
                define service{
                  hostgroup_name web,dmz
                  host_name !c
                }
                define service{
                  hostgroup_name all,!dmz
                  host_name zzz
                }
                define service{
                  hostgroup_name *
                }
                """);
        ServiceHosts hosts = new ServiceHosts(model);
        List<ObjectDefinition> services = model.all("service").toList();
        assertThat(hosts.named(services.get(0))).containsExactlyInAnyOrder("a", "c");
        assertThat(hosts.grouped(services.get(1))).containsExactlyInAnyOrder("a", "b");
        assertThat(hosts.named(services.get(1))).isEmpty();
        assertThat(hosts.grouped(services.get(2))).isEmpty();
        assertThat(hosts.named(services.get(2))).containsExactly("zzz");
        assertThat(hosts.grouped(services.get(3))).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void followsAMainConfigurationFile() throws Exception {
        Files.createDirectories(folder.resolve("conf.d/deep/.hidden"));
        Files.writeString(folder.resolve("nagios.cfg"), """
                # main
                log_file=/var/log/nagios.log
                cfg_file=one.cfg
                cfg_dir=conf.d
                cfg_dir=conf.d
                """);
        String host = "define host{\n  host_name %s\n}\n";
        Files.writeString(folder.resolve("one.cfg"), host.formatted("one") + "include_file=two.inc\n");
        Files.writeString(folder.resolve("two.inc"), host.formatted("two"));
        Files.writeString(folder.resolve("conf.d/three.cfg"), host.formatted("three"));
        Files.writeString(folder.resolve("conf.d/ignored.txt"), host.formatted("ignored"));
        Files.writeString(folder.resolve("conf.d/deep/four.cfg"), host.formatted("four"));
        Files.writeString(folder.resolve("conf.d/deep/.hidden/five.cfg"), host.formatted("five"));
        Files.createSymbolicLink(folder.resolve("conf.d/loop"), folder.resolve("conf.d"));
        ObjectModel model = new ObjectModel(ObjectFiles.read(List.of(folder.resolve("nagios.cfg"))));
        assertThat(model.all("host")
                        .map(definition -> definition.get("host_name").orElseThrow()))
                .containsExactlyInAnyOrder("one", "two", "three", "four");
    }

    @Test
    void tellsWhatIsNoObjectFile() throws Exception {
        Files.writeString(folder.resolve("objects.cfg"), """
                define host{
                  host_name a
                define host{
                  host_name b
                }
                nonsense
                cfg_file=none.cfg
                cfg_dir=none
                define host {
                """);
        assertThatThrownBy(() -> ObjectFiles.read(List.of(folder.resolve("objects.cfg"), folder.resolve("x.cfg"))))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("""
                        f/objects.cfg:1:1: define host is not closed before line 3: a line with } is missing
                        f/objects.cfg:6:1: expected define TYPE{ or name=value
                        f/objects.cfg:7:1: cfg_file f/none.cfg: no such file or directory
                        f/objects.cfg:8:1: cfg_dir f/none: no such file or directory
                        f/objects.cfg:9:1: define host is not closed: a line with } is missing
                        f/x.cfg: no such file or directory""".replace("f/", folder + "/"));
    }

    private static ObjectDefinition only(String type, String text) throws Exception {
        List<ObjectDefinition> all = model(text).all(type).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static ObjectModel model(String text) throws Exception {
        return new ObjectModel(ObjectFiles.parse(Path.of("objects.cfg"), text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
