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

/** Compares what a Nagios configuration has with what an inventory wants. */
final class ConfigCheck {
    private final Inventory inventory;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> commands;
    private final Set<String> contactGroups;

    private final ObjectModel model;
    private final FoundServices found;
    private final Map<ServiceKey, ServiceKey> anyCase = new HashMap<>();

    private ConfigCheck(Inventory inventory, ObjectModel model) {
        this.inventory = inventory;
        this.commands = model.names("command", "command_name");
        this.contactGroups = model.names("contactgroup", "contactgroup_name");
        this.model = model;
        this.found = new FoundServices(inventory, model);
        found.services().keySet().forEach(key -> anyCase.put(key.lowerCase(), key));
    }

    /** Returns everything that is wrong or missing. */
    static List<Problem> check(Inventory inventory, List<ObjectDefinition> definitions) {
        return new ConfigCheck(inventory, new ObjectModel(definitions)).problems();
    }

    private List<Problem> problems() {
        Set<ServiceKey> wanted = new HashSet<>();
        for (Host host : inventory.hosts()) {
            ServiceKey key = new ServiceKey(host.name(), host.service().description());
            wanted.add(key.lowerCase());
            Optional.ofNullable(found.services().get(key))
                    .ifPresentOrElse(service -> compare(key, host, service), () -> missing(key, host));
        }
        Map<String, Host> hosts = new HashMap<>();
        inventory.hosts().forEach(host -> hosts.put(host.name().toLowerCase(Locale.ROOT), host));
        found.services().forEach((key, service) -> {
            if (!wanted.contains(key.lowerCase())
                    && !hosts.containsKey(key.host().toLowerCase(Locale.ROOT))) {
                add(service.location(), "service " + key + ": the host is not in the inventory");
            }
        });
        found.doubles().forEach((key, service) -> {
            Location first = found.services().get(key).location();
            add(
                    service.location(),
                    "service " + key + " is defined here and in " + first.file() + ":" + first.line()
                            + "; Nagios takes one of them, remove the other");
        });
        return problems;
    }

    private void missing(ServiceKey key, Host host) {
        ServiceKey other = anyCase.get(key.lowerCase());
        if (other == null) {
            add(host.location(), "service " + key + " is missing; nagios-config-gen services prints it");
        } else {
            ObjectDefinition service = found.services().get(other);
            add(
                    service.location(),
                    "service " + other + " differs in case from " + key + " of the inventory ("
                            + host.location().file() + ":" + host.location().line() + "); Nagios takes them for two");
            compare(other, host, service);
        }
    }

    private void compare(ServiceKey key, Host host, ObjectDefinition service) {
        equal(key, host, service, ServiceDirective.IS_VOLATILE, "0", "every alert counts");
        equal(key, host, service, ServiceDirective.ACTIVE_CHECKS_ENABLED, "1", "results come from outside");
        equal(key, host, service, ServiceDirective.PASSIVE_CHECKS_ENABLED, "1", "results come from outside");
        equal(key, host, service, ServiceDirective.MAX_CHECK_ATTEMPTS, "none", "the first result must alert");
        String command = service.get("check_command").orElse("").replaceFirst("!.*", "");
        defined(key, service, "check_command", List.of(command), commands);
        for (String name : model.missingTemplates(service)) {
            add(
                    service.locationOf("use"),
                    "service " + key + ": template '" + name + "' is not defined"
                            + (name.strip().equals(name)
                                    ? ""
                                    : "; take out the blank, which Nagios takes for a part of the name"));
        }
        defined(key, service, "contact_groups", ObjectModel.list(service.get("contact_groups")), contactGroups);
    }

    private void equal(
            ServiceKey key,
            Host host,
            ObjectDefinition service,
            ServiceDirective directive,
            String otherwise,
            String why) {
        String wanted = host.service().get(directive);
        String found = service.get(directive.directive()).orElse(otherwise);
        if (!found.equals(wanted)) {
            add(
                    service.locationOf(directive.directive()),
                    "service " + key + ": " + directive.directive() + " is " + found + ", the inventory says " + wanted
                            + (wanted.equals(directive.recipe()) ? ": " + why : ""));
        }
    }

    private void defined(
            ServiceKey key, ObjectDefinition service, String directive, List<String> names, Set<String> known) {
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
