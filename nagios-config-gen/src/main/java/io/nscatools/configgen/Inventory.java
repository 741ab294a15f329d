package io.nscatools.configgen;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an administrator says once about the monitor and the hosts that report to it.
 *
 * @param file the inventory's file as it was given
 * @param monitor the host with Nagios and the NSCA daemon, if the inventory tells of it
 * @param definitions how the service definitions are laid out
 * @param defaults what holds for all hosts that say nothing else
 * @param groups the groups, in the order of the files
 * @param hosts the hosts that report refused connections, groups' hosts included, in the order of the files; at least
 *     one
 */
record Inventory(
        Path file,
        Optional<Monitor> monitor,
        Definitions definitions,
        Settings defaults,
        List<Group> groups,
        List<Host> hosts) {
    Inventory {
        groups = List.copyOf(groups);
        hosts = List.copyOf(hosts);
    }

    /** How the service definitions are laid out. */
    enum Definitions {
        /** A whole definition for each host, as in the recipe. */
        HOST,
        /** A definition for each group, whose hosts a hostgroup of that name names. */
        HOSTGROUP,
        /** A template, and a short definition for each host that uses it. */
        TEMPLATE
    }

    /**
     * The host with Nagios and the NSCA daemon.
     *
     * @param host the name or address that clients connect to
     * @param address the address that the daemon listens on; all if there is none
     * @param port the daemon's port
     * @param method the encryption method of both sides
     * @param passwordFile the file whose first line is the password of both sides
     * @param commandFile the external command file
     * @param flavour the monitoring program
     * @param notificationCommand the command of Icinga 2 that tells people
     */
    record Monitor(
            String host,
            Optional<String> address,
            int port,
            EncryptionMethod method,
            Path passwordFile,
            String commandFile,
            Flavour flavour,
            String notificationCommand) {}

    /**
     * What can be said for all hosts, for a group and for a host.
     *
     * @param service the service definition
     * @param hostsDeny the rule for {@code /etc/hosts.deny}
     */
    record Settings(ServiceDefinition service, HostsDeny hostsDeny) {
        private Settings withCheckPeriod() {
            return new Settings(service.withCheckPeriod(), hostsDeny);
        }
    }

    /**
     * Hosts with common settings.
     *
     * @param name the hostgroup's name in Nagios
     * @param settings what holds for its hosts that say nothing else
     */
    record Group(String name, Settings settings) {
        private Group withCheckPeriod() {
            return new Group(name, settings.withCheckPeriod());
        }
    }

    /**
     * A host that reports refused connections.
     *
     * @param name its name as Nagios knows it
     * @param address its address for Nagios; the name if the inventory does not tell
     * @param group the group that it stands in, if any
     * @param settings what holds for it
     * @param location where it stands, for problems
     */
    record Host(String name, String address, Optional<Group> group, Settings settings, Location location) {
        ServiceDefinition service() {
            return settings.service();
        }

        /** Returns whether its service is another one than its group's. */
        boolean hasOwnDefinition() {
            return group.isEmpty() || !service().equals(group.get().settings().service());
        }
    }

    /** A place in a file, counted from 1. */
    record Location(String file, int line, int column) {
        Problem problem(String message) {
            return new Problem(file, line, column, message);
        }
    }

    /**
     * A service definition for a hostgroup.
     *
     * @param group the group
     * @param except the names of its hosts that have a definition of their own
     */
    record GroupDefinition(Group group, List<String> except) {}

    /** Returns this inventory with a check_period in every service definition. */
    Inventory withCheckPeriods() {
        Map<Settings, Settings> changed = new HashMap<>(); // most hosts share theirs
        List<Host> all = hosts.stream()
                .map(host -> new Host(
                        host.name(),
                        host.address(),
                        host.group().map(Group::withCheckPeriod),
                        changed.computeIfAbsent(host.settings(), Settings::withCheckPeriod),
                        host.location()))
                .toList();
        return new Inventory(
                file,
                monitor,
                definitions,
                defaults.withCheckPeriod(),
                groups.stream().map(Group::withCheckPeriod).toList(),
                all);
    }

    /** Returns the definitions for hostgroups, of groups with at least one host that has none of its own. */
    List<GroupDefinition> groupDefinitions() {
        Map<String, List<Host>> members = hosts.stream()
                .filter(host -> host.group().isPresent())
                .collect(
                        Collectors.groupingBy(host -> host.group().orElseThrow().name()));
        return groups.stream()
                .map(group -> new GroupDefinition(group, ownDefinitions(members.getOrDefault(group.name(), List.of()))))
                .filter(definition -> definition.except().size()
                        < members.getOrDefault(definition.group().name(), List.of())
                                .size())
                .toList();
    }

    private static List<String> ownDefinitions(List<Host> hosts) {
        return hosts.stream().filter(Host::hasOwnDefinition).map(Host::name).toList();
    }

    /** Returns the monitor for a command that cannot do without it. */
    Monitor monitor(String command) throws ProblemsException {
        return monitor.orElseThrow(() -> problem("monitor: is missing; " + command + " needs it"));
    }

    /** Returns the flavour; Nagios 4 where the inventory does not tell. */
    Flavour flavour() {
        return monitor.map(Monitor::flavour).orElse(Flavour.NAGIOS4);
    }

    /** Returns a problem with the inventory as a whole. */
    ProblemsException problem(String message) {
        return new ProblemsException(List.of(new Problem(file.toString(), 0, 0, message)));
    }
}
