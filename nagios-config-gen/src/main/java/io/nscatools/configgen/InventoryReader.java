package io.nscatools.configgen;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Suggestions;
import io.nscatools.protocol.UnsupportedMethodException;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlNode;
import io.nscatools.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes an {@link Inventory} of a YAML file and reports everything that is wrong with it at once. */
final class InventoryReader {
    /** A host name, an IPv4 or an IPv6 address: what a configuration file can hold without quoting. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.:%-]{1,253}");

    private static final Pattern ABSOLUTE_PATH = Pattern.compile("/[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f]");

    private static final Map<String, ServiceDirective> DIRECTIVES = ServiceDirective.settable().stream()
            .collect(Collectors.toUnmodifiableMap(ServiceDirective::directive, Function.identity()));
    private static final Set<String> HOST_KEYS = Stream.concat(
                    Stream.of("name", "address"), DIRECTIVES.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private ServiceDefinition defaults = ServiceDefinition.recipe();

    private InventoryReader(Path file) {
        this.file = file;
    }

    static Inventory read(Path file) throws ProblemsException {
        InventoryReader reader = new InventoryReader(file);
        return reader.inventory(YamlReader.read(file, reader.problems));
    }

    private Inventory inventory(YamlNode.Mapping root) throws ProblemsException {
        Map<String, YamlNode> keys = keys(root, "the inventory", Set.of("monitor", "defaults", "hosts"));
        if (keys.get("defaults") != null) {
            defaults = defaults.with(
                    directives(keys(mapping(keys.get("defaults"), "defaults"), "defaults", DIRECTIVES.keySet())));
        }
        Optional<Inventory.Monitor> monitor =
                Optional.ofNullable(keys.get("monitor")).flatMap(node -> monitor(mapping(node, "monitor")));
        List<Inventory.Host> hosts = hosts(keys.get("hosts"), root);
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return new Inventory(monitor, hosts);
    }

    private Optional<Inventory.Monitor> monitor(YamlNode.Mapping node) {
        Map<String, YamlNode> keys =
                keys(node, "monitor", Set.of("host", "port", "method", "password_file", "command_file"));
        int before = problems.size();
        String host = required(keys, "host", node, ADDRESS, "a host name or an address");
        int port = number(keys.get("port"), 5667, 1, 65535);
        EncryptionMethod method = method(keys.get("method"));
        String passwordFile = required(keys, "password_file", node, Pattern.compile(".+"), "the path of a file");
        String commandFile = required(keys, "command_file", node, ABSOLUTE_PATH, "an absolute path");
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Inventory.Monitor(host, port, method, file.resolveSibling(passwordFile), commandFile));
    }

    private EncryptionMethod method(YamlNode node) {
        if (node == null) {
            return EncryptionMethod.RIJNDAEL_128;
        }
        String text = scalar(node, Pattern.compile(".+"), "method", "a number or a name");
        if (text.isEmpty()) {
            return EncryptionMethod.RIJNDAEL_128;
        }
        try {
            return EncryptionMethod.parse(text);
        } catch (UnsupportedMethodException e) {
            problem(node, e.getMessage());
            return EncryptionMethod.RIJNDAEL_128;
        }
    }

    private List<Inventory.Host> hosts(YamlNode node, YamlNode root) {
        if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
            problem(node == null ? root : node, "hosts: expected a list of at least one host, such as - firestorm");
            return List.of();
        }
        Map<String, YamlNode> seen = new HashMap<>();
        List<Inventory.Host> hosts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            host(item).ifPresent(host -> {
                YamlNode earlier = seen.putIfAbsent(host.name(), item);
                if (earlier != null) {
                    problem(item, "host " + host.name() + " stands in line " + earlier.line() + " already");
                }
                hosts.add(host);
            });
        }
        return hosts;
    }

    private Optional<Inventory.Host> host(YamlNode node) {
        if (node instanceof YamlNode.Scalar name) {
            return host(name, name.text(), Map.of());
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            problem(node, "expected a host, found " + node.kind());
            return Optional.empty();
        }
        Map<String, YamlNode> keys = keys(mapping, "a host", HOST_KEYS);
        YamlNode name = keys.remove("name");
        YamlNode address = keys.remove("address");
        Map<ServiceDirective, String> changes = directives(keys);
        if (!(name instanceof YamlNode.Scalar scalar)) {
            problem(node, "a host needs a name");
            return Optional.empty();
        }
        return host(scalar, address == null ? scalar.text() : address(address), changes);
    }

    private String address(YamlNode node) {
        return scalar(node, ADDRESS, "address", "a host name or an address");
    }

    private Optional<Inventory.Host> host(YamlNode.Scalar name, String address, Map<ServiceDirective, String> changes) {
        Optional<String> problem = ServiceDirective.HOST_NAME.problemWith(name.text());
        if (problem.isPresent()) {
            problem(name, problem.get());
            return Optional.empty();
        }
        Map<ServiceDirective, String> all = new EnumMap<>(ServiceDirective.class);
        all.putAll(changes);
        all.put(ServiceDirective.HOST_NAME, name.text());
        return Optional.of(new Inventory.Host(name.text(), address, defaults.with(all)));
    }

    private Map<ServiceDirective, String> directives(Map<String, YamlNode> keys) {
        Map<ServiceDirective, String> values = new EnumMap<>(ServiceDirective.class);
        keys.forEach((key, value) -> {
            ServiceDirective directive = DIRECTIVES.get(key);
            String text = value instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            directive.problemWith(text).ifPresent(message -> problem(value, message));
            values.put(directive, text);
        });
        return values;
    }

    private String required(Map<String, YamlNode> keys, String key, YamlNode parent, Pattern pattern, String expected) {
        YamlNode node = keys.get(key);
        if (node == null) {
            problem(parent, key + " is missing: expected " + expected);
            return "";
        }
        return scalar(node, pattern, key, expected);
    }

    private String scalar(YamlNode node, Pattern pattern, String key, String expected) {
        if (node instanceof YamlNode.Scalar scalar
                && pattern.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        problem(node, key + ": expected " + expected + ", found " + node.kind());
        return "";
    }

    private int number(YamlNode node, int otherwise, int min, int max) {
        if (node == null) {
            return otherwise;
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.text().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(scalar.text());
            if (number >= min && number <= max) {
                return number;
            }
        }
        problem(node, "expected a number from " + min + " to " + max + ", found " + node.kind());
        return otherwise;
    }

    private YamlNode.Mapping mapping(YamlNode node, String name) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        problem(node, name + ": expected keys with values, found " + node.kind());
        return new YamlNode.Mapping(List.of(), node.line(), node.column());
    }

    /** Returns the entries with a known key; the others are problems. */
    private Map<String, YamlNode> keys(YamlNode.Mapping node, String owner, Set<String> known) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries()) {
            String key = entry.key().text();
            if (known.contains(key)) {
                values.put(key, entry.value());
            } else {
                String remedy = Suggestions.nearest(key, known)
                        .map(suggestion -> "did you mean " + suggestion + "?")
                        .orElseGet(() -> owner + " has " + String.join(", ", new TreeSet<>(known)));
                problem(entry.key(), "unknown key " + entry.key().kind() + "; " + remedy);
            }
        }
        return values;
    }

    private void problem(YamlNode node, String message) {
        problems.add(new Problem(file.toString(), node.line(), node.column(), message));
    }
}
