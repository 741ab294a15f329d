package io.nscatools.configgen;

import static io.nscatools.configgen.Icinga2Writer.list;
import static io.nscatools.configgen.Icinga2Writer.quoted;

import io.nscatools.configgen.Inventory.Host;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes what the services need and an Icinga 2 configuration may lack. */
final class Icinga2Supporting {
    private final Inventory inventory;
    private final StringBuilder text = new StringBuilder();

    private Icinga2Supporting(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Returns commands, user groups, time periods, host groups and hosts. */
    static String write(Inventory inventory) {
        Icinga2Supporting writer = new Icinga2Supporting(inventory);
        writer.text.append(Header.of("icinga2 --supporting", inventory));
        writer.objects();
        return writer.text.toString();
    }

    private void objects() {
        notificationCommand();
        distinct(service -> Stream.of(Icinga2Writer.checkCommand(service.get(ServiceDirective.CHECK_COMMAND))))
                .filter(name -> !Set.of("passive", "dummy").contains(name)) // Icinga's own
                .forEach(name -> object("CheckCommand", name, "import \"passive\""));
        distinct(service -> service.contactGroups().stream()).forEach(name -> object("UserGroup", name));
        distinct(service -> Stream.of(service.get(ServiceDirective.NOTIFICATION_PERIOD)))
                .forEach(this::timePeriod);
        inventory.groups().forEach(group -> object("HostGroup", group.name()));
        inventory.hosts().forEach(this::host);
    }

    private Stream<String> distinct(Function<ServiceDefinition, Stream<String>> names) {
        return inventory.hosts().stream()
                .map(Host::service)
                .distinct()
                .flatMap(names)
                .distinct();
    }

    /** Whom to tell, and how, only the administrator knows: this one writes to the system's log. */
    private void notificationCommand() {
        String command = inventory
                .monitor()
                .map(Inventory.Monitor::notificationCommand)
                .orElse(MonitorReader.DEFAULT_NOTIFICATION_COMMAND);
        object(
                "NotificationCommand",
                command,
                "command = [ \"/usr/bin/logger\", \"-t\", \"icinga2\", \"--\","
                        + " \"$notification.type$ $host.name$ $service.name$ $service.state$ $service.output$\" ]");
    }

    private void timePeriod(String name) {
        String[] days = Stream.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
                .map(day -> "  " + quoted(day) + " = \"00:00-24:00\"")
                .toArray(String[]::new);
        object("TimePeriod", name, "ranges = {\n  " + String.join("\n  ", days) + "\n  }");
    }

    private void host(Host host) {
        String groups = host.group().map(group -> list(List.of(group.name()))).orElse("[]");
        object(
                "Host",
                host.name(),
                "address" + (host.address().contains(":") ? "6" : "") + " = " + quoted(host.address()),
                "check_command = \"passive\"",
                "enable_active_checks = false",
                "groups = " + groups);
    }

    private void object(String type, String name, String... lines) {
        text.append("\nobject ").append(type).append(' ').append(quoted(name)).append(" {\n");
        for (String line : lines) {
            text.append("  ").append(line).append('\n');
        }
        text.append("}\n");
    }
}
