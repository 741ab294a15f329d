package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.configgen.Inventory.Location;
import io.nscatools.yaml.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a Nagios configuration has with what an inventory wants. */
final class ConfigCheck {
    private final Inventory inventory;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> commands;
    private final Set<String> contactGroups;

    /** By host and description; what names the host itself counts before what names a group of it. */
    private final Map<Key, ObjectDefinition> services = new HashMap<>();

    private final Map<Key, Key> anyCase = new HashMap<>();

    /** What names a service. */
    record Key(String host, String description) {
        private Key lowerCase() {
            return new Key(host.toLowerCase(Locale.ROOT), description.toLowerCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return "'" + description + "' of " + host;
        }
    }

    private ConfigCheck(Inventory inventory, ObjectModel model) {
        this.inventory = inventory;
        this.commands = model.names("command", "command_name");
        this.contactGroups = model.names("contactgroup", "contactgroup_name");
        services.putAll(services(inventory, model));
        services.keySet().forEach(key -> anyCase.put(key.lowerCase(), key));
    }

    /** Returns everything that is wrong or missing. */
    static List<Problem> check(Inventory inventory, List<ObjectDefinition> definitions) {
        return new ConfigCheck(inventory, new ObjectModel(definitions)).problems();
    }

    /** Returns the services whose description is one of the inventory's, in any case, by host. */
    static Map<Key, ObjectDefinition> services(Inventory inventory, ObjectModel model) {
        Set<String> descriptions = inventory.hosts().stream()
                .map(host -> host.service().description().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        ServiceHosts hosts = new ServiceHosts(model);
        Map<Key, ObjectDefinition> services = new HashMap<>();
        Map<Key, ObjectDefinition> grouped = new HashMap<>();
        model.all("service")
                .forEach(service -> service.get("service_description")
                        .filter(description -> descriptions.contains(description.toLowerCase(Locale.ROOT)))
                        .ifPresent(description -> {
                            hosts.named(service)
                                    .forEach(host -> services.putIfAbsent(new Key(host, description), service));
                            hosts.grouped(service)
                                    .forEach(host -> grouped.putIfAbsent(new Key(host, description), service));
                        }));
        grouped.forEach(services::putIfAbsent);
        return services;
    }

    private List<Problem> problems() {
        Set<Key> wanted = new HashSet<>();
        for (Host host : inventory.hosts()) {
            Key key = new Key(host.name(), host.service().description());
            wanted.add(key.lowerCase());
            Optional.ofNullable(services.get(key))
                    .ifPresentOrElse(service -> compare(key, host, service), () -> missing(key, host));
        }
        Map<String, Host> hosts = new HashMap<>();
        inventory.hosts().forEach(host -> hosts.put(host.name().toLowerCase(Locale.ROOT), host));
        services.forEach((key, service) -> {
            if (!wanted.contains(key.lowerCase())
                    && !hosts.containsKey(key.host().toLowerCase(Locale.ROOT))) {
                add(service.location(), "service " + key + ": the host is not in the inventory");
            }
        });
        return problems;
    }

    private void missing(Key key, Host host) {
        Key other = anyCase.get(key.lowerCase());
        if (other == null) {
            add(host.location(), "service " + key + " is missing; nagios-config-gen services prints it");
        } else {
            ObjectDefinition service = services.get(other);
            add(
                    service.location(),
                    "service " + other + " differs in case from " + key + " of the inventory ("
                            + host.location().file() + ":" + host.location().line() + "); Nagios takes them for two");
            compare(other, host, service);
        }
    }

    private void compare(Key key, Host host, ObjectDefinition service) {
        equal(key, host, service, ServiceDirective.IS_VOLATILE, "0", "every alert counts");
        equal(key, host, service, ServiceDirective.ACTIVE_CHECKS_ENABLED, "1", "results come from outside");
        equal(key, host, service, ServiceDirective.PASSIVE_CHECKS_ENABLED, "1", "results come from outside");
        equal(key, host, service, ServiceDirective.MAX_CHECK_ATTEMPTS, "none", "the first result must alert");
        String command = service.get("check_command").orElse("").replaceFirst("!.*", "");
        defined(key, service, "check_command", List.of(command), commands);
        defined(key, service, "contact_groups", ObjectModel.list(service.get("contact_groups")), contactGroups);
    }

    private void equal(
            Key key, Host host, ObjectDefinition service, ServiceDirective directive, String otherwise, String why) {
        String wanted = host.service().get(directive);
        String found = service.get(directive.directive()).orElse(otherwise);
        if (!found.equals(wanted)) {
            add(
                    service.locationOf(directive.directive()),
                    "service " + key + ": " + directive.directive() + " is " + found + ", the inventory says " + wanted
                            + (wanted.equals(directive.recipe()) ? ": " + why : ""));
        }
    }

    private void defined(Key key, ObjectDefinition service, String directive, List<String> names, Set<String> known) {
        names.stream()
                .filter(name -> !name.equals("*") && !name.startsWith("!") && !known.contains(name))
                .forEach(name -> add(
                        service.locationOf(directive),
                        "service " + key + ": " + directive + " "
                                + (name.isEmpty() ? "is missing" : name + " is not defined")
                                + "; nagios-config-gen services --supporting prints it"));
    }

    private void add(Location location, String message) {
        problems.add(location.problem(message));
    }
}
