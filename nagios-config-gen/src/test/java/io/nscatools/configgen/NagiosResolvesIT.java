package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} reads out of a configuration, compared with what Debian's nagios4 makes of it (-vp). */
class NagiosResolvesIT {
    private static final String DESCRIPTION = "TCP Wrappers";
    private static final int HOSTS = 9;
    private static final int RANDOM_CONFIGURATIONS = 60;

    /** Directives with a value in every service of the file that nagios4 writes. */
    private static final List<String> COMPARED =
            List.of("is_volatile", "active_checks_enabled", "passive_checks_enabled", "max_check_attempts");

    @TempDir
    private Path folder;

    /** Hosts with two definitions of the service, of which Nagios takes one or the other. */
    private final Set<String> doubles = new HashSet<>();

    private int compared;

    @Test
    void readsEveryPartOfTheGrammarAsNagiosDoes() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("conf.d/deeper/still"));
        Files.writeString(folder.resolve("conf.d/hosts.cfg"), hosts());
        Files.writeString(folder.resolve("conf.d/deeper/templates.cfg"), """
                define service { ; a comment
                  name            base
                  check_command   check_none!with\\;semicolon
                  max_check_attempts 3
                  contact_groups  base
                  register        0
                  }
                define service{
                # name is_nothing
                \tname\tvolatile
                \tis_volatile\t1 ; yes
                \tcontact_groups\t+volatile
                \tactive_checks_enabled\t0
                \tregister 0
                \t}
                """);
        Files.writeString(objects.resolve("services.cfg"), """
                define service{
                  use             volatile,base
                  host_name       h0,\\
                                  h1 , h2
                  service_description TCP Wrappers
                  contact_groups  +own
                }
                define service{
                  use             base,volatile
                  hostgroup_name  g0,!g1
                  host_name       !h1
                  description     TCP Wrappers
                  contact_groups  null
                  contacts        admin
                }
                """);
        Files.writeString(folder.resolve("one.cfg"), """
                define service{
                  use base
                  host h3
                  service_description TCP Wrappers
                  check_period null
                  max_check_attempts 1
                  max_check_attempts 2
                }
                """);
        assertSame("cfg_dir=conf.d\ncfg_file=one.cfg\n");
        assertThat(compared).isEqualTo(5);
    }

    @Test
    void readsRandomConfigurationsAsNagiosDoes() throws Exception {
        for (int seed = 0; seed < RANDOM_CONFIGURATIONS; seed++) {
            Files.writeString(folder.resolve("one.cfg"), hosts() + randomServices(new Random(seed)));
            if (NagiosVerification.run(folder, "-vp", "cfg_file=one.cfg\n").exitCode() == 0) {
                assertSame("cfg_file=one.cfg\n");
            }
        }
        assertThat(compared).isGreaterThan(RANDOM_CONFIGURATIONS);
    }

    private void assertSame(String files) throws Exception {
        doubles.clear();
        CommandResult result = NagiosVerification.run(folder, "-vp", files);
        assertThat(result.exitCode()).as(result.stdout()).isZero();
        Path precache = folder.resolve("objects.precache");
        Files.writeString(precache, Files.readString(precache).replace(";", "\\;")); // which Nagios itself does not
        Map<String, Map<String, Object>> resolved = services(precache);
        Map<String, Map<String, Object>> read = services(folder.resolve("nagios.cfg"));
        resolved.keySet().removeAll(doubles);
        read.keySet().removeAll(doubles);
        assertThat(read).as(Files.readString(folder.resolve("one.cfg"))).isEqualTo(resolved);
        compared += read.size();
    }

    /** Returns the service of each host with what is compared, contact groups as a set. */
    private Map<String, Map<String, Object>> services(Path file) throws Exception {
        Inventory inventory =
                InventoryReader.read(Files.writeString(folder.resolve("inventory.yml"), "hosts: [any]\n"));
        ObjectModel model = new ObjectModel(ObjectFiles.read(List.of(file)));
        Map<String, Map<String, Object>> services = new TreeMap<>();
        FoundServices found = new FoundServices(inventory, model);
        found.doubles().keySet().forEach(key -> doubles.add(key.host()));
        found.services().forEach((key, service) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            COMPARED.forEach(name -> values.put(name, service.get(name).orElse(DEFAULTS.get(name))));
            values.put("check_command", service.get("check_command").orElse(""));
            values.put("contact_groups", new TreeSet<>(ObjectModel.list(service.get("contact_groups"))));
            services.put(key.host(), values);
        });
        return services;
    }

    private static final Map<String, String> DEFAULTS = Map.of(
            "is_volatile",
            "0",
            "active_checks_enabled",
            "1",
            "passive_checks_enabled",
            "1",
            "max_check_attempts",
            "none");

    /** Hosts, nested groups with exceptions and members that hosts name by templates, and what services need. */
    private static String hosts() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < HOSTS; i++) {
            text.append(define(
                    "host",
                    Map.of(
                            "use",
                            "any-host",
                            "host_name",
                            "h" + i,
                            "address",
                            "h" + i,
                            "hostgroups",
                            i % 3 == 0 ? "+g1" : "g2")));
        }
        text.append(define(
                "host",
                Map.of(
                        "name",
                        "any-host",
                        "register",
                        "0",
                        "max_check_attempts",
                        "1",
                        "check_period",
                        "24x7",
                        "hostgroups",
                        "g3",
                        "contacts",
                        "admin")));
        text.append(define("hostgroup", Map.of("hostgroup_name", "g0", "members", "h1,h4,h5")));
        text.append(define("hostgroup", Map.of("hostgroup_name", "g1", "members", "h0,h5,!h6")));
        text.append(define("hostgroup", Map.of("hostgroup_name", "g2", "hostgroup_members", "g4")));
        text.append(define("hostgroup", Map.of("hostgroup_name", "g3")));
        text.append(define("hostgroup", Map.of("hostgroup_name", "g4", "members", "h7", "hostgroup_members", "g0")));
        for (String name : List.of("base", "volatile", "own", "c0", "c1", "c2")) {
            text.append(define("contactgroup", Map.of("contactgroup_name", name, "members", "admin")));
        }
        text.append(define("command", Map.of("command_name", "check_none", "command_line", "/bin/true")));
        text.append(define("timeperiod", Map.of("timeperiod_name", "24x7", "alias", "x", "monday", "00:00-24:00")));
        text.append(define(
                "contact",
                Map.of(
                        "contact_name",
                        "admin",
                        "service_notification_period",
                        "24x7",
                        "service_notification_options",
                        "w",
                        "service_notification_commands",
                        "check_none",
                        "host_notification_period",
                        "24x7",
                        "host_notification_options",
                        "d",
                        "host_notification_commands",
                        "check_none")));
        return text.toString();
    }

    private static String define(String type, Map<String, String> directives) {
        return "define " + type + "{\n"
                + new TreeMap<>(directives)
                        .entrySet().stream()
                                .map(entry -> "  " + entry.getKey() + " " + entry.getValue() + "\n")
                                .collect(Collectors.joining())
                + "}\n";
    }

    private static String randomServices(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            Map<String, String> template = randomDirectives(random, i);
            template.put("name", "t" + i);
            template.put("register", "0");
            text.append(define("service", template));
        }
        for (int i = 0; i < 3; i++) {
            Map<String, String> service = randomDirectives(random, 4);
            service.putIfAbsent("use", "t0");
            if (random.nextInt(3) > 0) {
                service.put("host_name", randomList(random, "h", HOSTS));
            }
            if (random.nextInt(3) > 0) {
                service.put("hostgroup_name", randomList(random, "g", 5));
            }
            service.put("service_description", DESCRIPTION);
            service.putIfAbsent("check_command", "check_none");
            service.putIfAbsent("max_check_attempts", "4");
            service.put("contacts", "admin");
            text.append(define("service", service));
        }
        return text.toString();
    }

    /** Returns directives that use templates before {@code number}. */
    private static Map<String, String> randomDirectives(Random random, int number) {
        Map<String, String> directives = new HashMap<>();
        if (number > 0 && random.nextBoolean()) {
            directives.put(
                    "use",
                    IntStream.range(0, 1 + random.nextInt(2))
                            .mapToObj(i -> "t" + random.nextInt(number))
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        for (String flag : List.of("is_volatile", "active_checks_enabled", "passive_checks_enabled")) {
            if (random.nextInt(3) == 0) {
                directives.put(flag, Integer.toString(random.nextInt(2)));
            }
        }
        if (random.nextInt(3) == 0) {
            directives.put("max_check_attempts", Integer.toString(1 + random.nextInt(5)));
        }
        if (random.nextInt(3) == 0) {
            directives.put("check_command", "check_none!" + number);
        }
        switch (random.nextInt(5)) {
            case 0 -> directives.put("contact_groups", "null");
            case 1 -> directives.put("contact_groups", "c" + random.nextInt(3));
            case 2 -> directives.put("contact_groups", "+c" + random.nextInt(3));
            default -> {}
        }
        return directives;
    }

    private static String randomList(Random random, String prefix, int count) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> switch (random.nextInt(6)) {
                    case 0 -> i == 0 ? "*" : "!" + prefix + random.nextInt(count);
                    case 1 -> "!" + prefix + random.nextInt(count);
                    default -> prefix + random.nextInt(count);
                })
                .collect(Collectors.joining(random.nextBoolean() ? "," : " , "));
    }
}
