package io.nscatools.configgen;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the hosts of a service, by name and by hostgroup (xodtemplate.c, xodtemplate_expand_hostgroups_and_hosts). */
final class ServiceHosts {
    private final Set<String> hosts;
    private final Map<String, ObjectDefinition> groups = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> membersByHost = new HashMap<>();

    ServiceHosts(ObjectModel model) {
        hosts = model.names("host", "host_name");
        model.all("hostgroup")
                .forEach(group -> group.get("hostgroup_name").ifPresent(name -> groups.putIfAbsent(name, group)));
        model.all("host")
                .forEach(host -> host.get("host_name").ifPresent(name -> {
                    for (String group : ObjectModel.list(host.get("hostgroups"))) {
                        membersByHost
                                .computeIfAbsent(group, none -> new LinkedHashSet<>())
                                .add(name);
                    }
                }));
    }

    /** Returns the hosts that a service names itself, which count before those of hostgroups. */
    Set<String> named(ObjectDefinition service) {
        return without(named(ObjectModel.list(service.get("host_name"))), service);
    }

    /** Returns the hosts that a service has by its hostgroups. */
    Set<String> grouped(ObjectDefinition service) {
        Set<String> found = new LinkedHashSet<>();
        for (String group : ObjectModel.list(service.get("hostgroup_name"))) {
            if (group.equals("*")) {
                groups.keySet().forEach(every -> found.addAll(members(every)));
            } else if (!group.startsWith("!")) {
                found.addAll(members(group));
            }
        }
        return without(found, service);
    }

    private Set<String> without(Set<String> found, ObjectDefinition service) {
        found.removeAll(excluded(ObjectModel.list(service.get("host_name"))));
        for (String group : excluded(ObjectModel.list(service.get("hostgroup_name")))) {
            found.removeAll(members(group));
        }
        return found;
    }

    private static Collection<String> excluded(List<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("!"))
                .map(name -> name.substring(1))
                .collect(Collectors.toSet());
    }

    private Set<String> named(List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : names) {
            if (name.equals("*")) {
                found.addAll(hosts);
            } else if (!name.startsWith("!")) {
                found.add(name);
            }
        }
        return found;
    }

    private Set<String> members(String group) {
        Set<String> known = members.get(group);
        if (known != null) {
            return known;
        }
        Set<String> found = new HashSet<>();
        members.put(group, found); // ends a circle of groups
        ObjectDefinition definition = groups.get(group);
        if (definition != null) {
            List<String> names = ObjectModel.list(definition.get("members"));
            found.addAll(named(names));
            for (String inner : ObjectModel.list(definition.get("hostgroup_members"))) {
                found.addAll(members(inner));
            }
            found.addAll(membersByHost.getOrDefault(group, Set.of()));
            found.removeAll(excluded(names));
        }
        return found;
    }
}
