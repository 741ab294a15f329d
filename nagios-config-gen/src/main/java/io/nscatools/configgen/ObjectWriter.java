package io.nscatools.configgen;

import java.util.List;

/** Writes Nagios object definitions in the alignment of the "TCP Wrapper Integration" recipe. */
final class ObjectWriter {
    private static final String FORMAT = "\t%-32s%s%n".replace("%n", "\n");

    private ObjectWriter() {}

    /** Returns a definition for each host. */
    static String services(Inventory inventory) {
        StringBuilder text = new StringBuilder();
        for (Inventory.Host host : inventory.hosts()) {
            text.append(text.isEmpty() ? "" : "\n").append("define service{\n");
            for (ServiceDirective directive : ServiceDirective.values()) {
                text.append(String.format(
                        FORMAT, directive.directive(), host.service().get(directive)));
            }
            text.append("\t}\n");
        }
        return text.toString();
    }

    /**
     * Returns what the services need and a Nagios configuration may lack: check_none, the contact group, the time
     * period and the hosts.
     */
    static String supporting(Inventory inventory) {
        StringBuilder text = new StringBuilder();
        distinct(inventory, ServiceDirective.CHECK_COMMAND)
                .forEach(name -> define(text, "command", "command_name", name, "command_line", "/bin/true"));
        distinct(inventory, ServiceDirective.CONTACT_GROUPS).stream()
                .flatMap(groups -> List.of(groups.split(",")).stream())
                .distinct()
                .forEach(name -> define(text, "contactgroup", "contactgroup_name", name, "alias", name));
        distinct(inventory, ServiceDirective.NOTIFICATION_PERIOD).forEach(name -> timePeriod(text, name));
        inventory.hosts().forEach(host -> host(text, host));
        return text.toString();
    }

    private static List<String> distinct(Inventory inventory, ServiceDirective directive) {
        return inventory.hosts().stream()
                .map(host -> host.service().get(directive))
                .distinct()
                .toList();
    }

    private static void timePeriod(StringBuilder text, String name) {
        define(
                text,
                "timeperiod",
                "timeperiod_name",
                name,
                "alias",
                name,
                "sunday",
                "00:00-24:00",
                "monday",
                "00:00-24:00",
                "tuesday",
                "00:00-24:00",
                "wednesday",
                "00:00-24:00",
                "thursday",
                "00:00-24:00",
                "friday",
                "00:00-24:00",
                "saturday",
                "00:00-24:00");
    }

    private static void host(StringBuilder text, Inventory.Host host) {
        define(
                text,
                "host",
                "host_name",
                host.name(),
                "address",
                host.address(),
                "max_check_attempts",
                "1",
                "active_checks_enabled",
                "0",
                "check_period",
                host.service().get(ServiceDirective.NOTIFICATION_PERIOD),
                "contact_groups",
                host.service().get(ServiceDirective.CONTACT_GROUPS));
    }

    private static void define(StringBuilder text, String type, String... directives) {
        text.append("\ndefine ").append(type).append("{\n");
        for (int i = 0; i < directives.length; i += 2) {
            text.append(String.format(FORMAT, directives[i], directives[i + 1]));
        }
        text.append("\t}\n");
    }
}
