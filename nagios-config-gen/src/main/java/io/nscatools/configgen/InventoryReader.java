package io.nscatools.configgen;

import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes an {@link Inventory} of YAML files and reports everything that is wrong with them at once. */
final class InventoryReader {
    /** The keys of an inventory. */
    static final Set<String> KEYS = Set.of("monitor", "definitions", "defaults", "hosts", "groups", "include");

    /** The keys of a file that an inventory includes: what is said once stands in the inventory itself. */
    static final Set<String> INCLUDED_KEYS = Set.of("hosts", "groups", "include");

    /** The keys of a host. */
    static final Set<String> HOST_KEYS = with(SettingsReader.KEYS, "name", "address");

    /** The keys of a group. */
    static final Set<String> GROUP_KEYS = with(SettingsReader.KEYS, "name", "hosts");

    private final Path root;
    private final List<Problem> problems = new ArrayList<>();
    private final Includes includes = new Includes(problems);
    private final Map<String, Inventory.Group> groups = new LinkedHashMap<>();

    /**
     * By name in small letters: names that differ in case alone are one host to people, and one folder to some disks.
     */
    private final Map<String, Inventory.Host> hosts = new LinkedHashMap<>();

    private Inventory.Settings defaults = new Inventory.Settings(ServiceDefinition.recipe(), HostsDeny.recipe());

    private InventoryReader(Path root) {
        this.root = root;
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new TreeSet<>(keys);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    static Inventory read(Path file) throws ProblemsException {
        return new InventoryReader(file).inventory();
    }

    private Inventory inventory() throws ProblemsException {
        YamlMapping mapping = YamlMapping.of(root.toString(), "the inventory", includes.open(root), KEYS, problems);
        Inventory.Definitions definitions =
                mapping.choice("definitions", Inventory.Definitions.class).orElse(Inventory.Definitions.HOST);
        mapping.mapping("defaults", SettingsReader.KEYS)
                .ifPresent(settings -> defaults = SettingsReader.read(settings, defaults));
        Optional<Inventory.Monitor> monitor =
                mapping.mapping("monitor", MonitorReader.KEYS).flatMap(keys -> MonitorReader.read(keys, root));
        readHosts(root, mapping);
        if (hosts.isEmpty() && problems.isEmpty()) {
            mapping.problem("hosts", "hosts: expected a list of at least one host, such as - firestorm");
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Inventory(
                root, monitor, definitions, defaults, List.copyOf(groups.values()), List.copyOf(hosts.values()));
    }

    private void readHosts(Path file, YamlMapping mapping) {
        hosts(file, mapping, Optional.empty(), defaults);
        mapping.mappings("groups", GROUP_KEYS).forEach(group -> readGroup(file, group));
        for (Includes.Included included : includes.of(file, mapping)) {
            Path path = included.file();
            readHosts(
                    path,
                    YamlMapping.of(path.toString(), "an included file", included.root(), INCLUDED_KEYS, problems));
        }
    }

    private void readGroup(Path file, YamlMapping mapping) {
        String name = mapping.required("name", mapping.text("name")).orElse("");
        if (!name.isEmpty()) {
            Names.problemWithName("name", name).ifPresent(message -> mapping.problem("name", message));
        }
        Inventory.Group group = new Inventory.Group(name, SettingsReader.read(mapping, defaults));
        if (!name.isEmpty() && groups.put(name, group) != null) {
            mapping.problem("name", "there is a group " + YamlNode.quoted(name) + " already; put its hosts together");
        }
        hosts(file, mapping, Optional.of(group), group.settings());
    }

    private void hosts(Path file, YamlMapping parent, Optional<Inventory.Group> group, Inventory.Settings settings) {
        if (!(parent.node("hosts").orElse(null) instanceof YamlNode.Sequence sequence)) {
            if (group.isPresent() || parent.keys().contains("hosts")) {
                parent.problem("hosts", "hosts: expected a list of hosts, such as - firestorm");
            }
            return;
        }
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Scalar name) {
                add(file, name, name.text(), group, settings);
            } else if (item instanceof YamlNode.Mapping) {
                host(file, YamlMapping.of(file.toString(), "a host", item, HOST_KEYS, problems), group, settings);
            } else {
                parent.problem(item, "expected a host, found " + item.kind());
            }
        }
    }

    private void host(Path file, YamlMapping mapping, Optional<Inventory.Group> group, Inventory.Settings inherited) {
        Inventory.Settings settings = SettingsReader.read(mapping, inherited);
        Optional<String> address = mapping.value("address", MonitorReader.ADDRESS_EXPECTED, MonitorReader::address);
        if (mapping.node("name").orElse(null) instanceof YamlNode.Scalar name) {
            add(file, name, address.orElse(name.text()), group, settings);
        } else {
            mapping.problem("name", "a host needs a name");
        }
    }

    private void add(
            Path file,
            YamlNode.Scalar name,
            String address,
            Optional<Inventory.Group> group,
            Inventory.Settings settings) {
        Inventory.Location location = new Inventory.Location(file.toString(), name.line(), name.column());
        Optional<String> problem = Names.problemWithHostName(name.text());
        if (problem.isPresent()) {
            problems.add(location.problem(problem.get()));
            return;
        }
        Inventory.Host host = new Inventory.Host(name.text(), address, group, settings, location);
        Inventory.Host earlier = hosts.putIfAbsent(name.text().toLowerCase(Locale.ROOT), host);
        if (earlier != null) {
            Inventory.Location there = earlier.location();
            problems.add(location.problem("host " + name.text() + " stands in "
                    + (there.file().equals(file.toString()) ? "line " : there.file() + ":") + there.line()
                    + " already"
                    + (earlier.name().equals(name.text()) ? "" : ", as " + earlier.name())));
        }
    }
}
