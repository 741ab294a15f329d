package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.configgen.Inventory.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code services} writes of random inventories, {@code check} reads back as equal. */
class RoundTripTest {
    private static final String ALLOWED = "abcXYZ0189-_.:@[]{}+ ";
    private static final String ENDS = "abcXYZ0189-_.:@[]{}";

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackWhatItWrote(int seed) throws Exception {
        Random random = new Random(seed);
        Path file = Files.writeString(folder.resolve("inventory.yml"), inventory(random));
        Inventory read = InventoryReader.read(file);
        Inventory inventory = random.nextBoolean() ? read.withCheckPeriods() : read;
        Path objects = Files.writeString(
                folder.resolve("objects.cfg"),
                ObjectWriter.services(inventory) + "\n"
                        + ObjectWriter.supporting(inventory, new ObjectModel(List.of())));
        List<ObjectDefinition> definitions = ObjectFiles.read(List.of(objects));
        assertThat(ConfigCheck.check(inventory, definitions))
                .as(Files.readString(file))
                .isEmpty();
        FoundServices found = new FoundServices(inventory, new ObjectModel(definitions));
        assertThat(found.doubles()).isEmpty();
        Map<ServiceKey, ObjectDefinition> services = found.services();
        assertThat(services).hasSameSizeAs(inventory.hosts());
        for (Host host : inventory.hosts()) {
            ObjectDefinition service =
                    services.get(new ServiceKey(host.name(), host.service().description()));
            assertThat(service).as(host.name()).isNotNull();
            host.service()
                    .lines()
                    .forEach((name, value) -> assertThat(service.get(name))
                            .as(host.name() + ": " + name)
                            .contains(value));
            Set<String> others = new TreeSet<>(service.directives().keySet());
            others.removeAll(host.service().lines().keySet());
            assertThat(Set.of("host_name", "hostgroup_name", "use", "name", "register"))
                    .containsAll(others);
        }
    }

    private static String inventory(Random random) {
        StringBuilder text = new StringBuilder();
        text.append("definitions: ")
                .append(pick(random, "host", "hostgroup", "template"))
                .append('\n');
        text.append("defaults: {").append(settings(random)).append("}\n");
        Set<String> names = names(random, 2 + random.nextInt(8));
        List<String> hosts = names.stream()
                .map(name -> "{name: \"" + name + "\"" + (random.nextBoolean() ? ", " + settings(random) : "") + "}")
                .toList();
        int cut = random.nextInt(hosts.size());
        text.append("hosts: [").append(String.join(", ", hosts.subList(0, cut))).append("]\n");
        text.append("groups: [{name: \"").append(name(random)).append("\", ").append(settings(random));
        text.append(", hosts: [")
                .append(String.join(", ", hosts.subList(cut, hosts.size())))
                .append("]}]\n");
        return text.toString();
    }

    private static String settings(Random random) {
        List<String> all = List.of(
                "service_description: \"" + name(random) + "\"",
                "is_volatile: " + random.nextInt(2),
                "active_checks_enabled: " + random.nextInt(2),
                "passive_checks_enabled: " + random.nextInt(2),
                "max_check_attempts: " + (1 + random.nextInt(9)),
                "contact_groups: \"" + String.join(",", names(random, 1 + random.nextInt(3))) + "\"",
                "notification_interval: " + random.nextInt(500),
                "notification_period: \"" + name(random) + "\"",
                "notification_options: " + pick(random, "w", "'w,u'", "'c,r,f'", "n"),
                "check_command: \"" + name(random) + "\"",
                "extra: {notes: \"" + name(random) + "\", _X: \"" + name(random) + "\"}");
        List<String> some = all.stream().filter(line -> random.nextInt(4) == 0).collect(Collectors.toList());
        return some.isEmpty() ? "is_volatile: 1" : String.join(", ", some);
    }

    private static Set<String> names(Random random, int count) {
        Set<String> names = new TreeSet<>();
        while (names.size() < count) {
            names.add(name(random));
        }
        return names;
    }

    private static String name(Random random) {
        int length = random.nextInt(12);
        StringBuilder name = new StringBuilder().append(any(random, ENDS)).append(any(random, ENDS));
        for (int i = 0; i < length; i++) {
            name.append(any(random, ALLOWED));
        }
        return name.append(any(random, ENDS)).toString();
    }

    private static char any(Random random, String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
