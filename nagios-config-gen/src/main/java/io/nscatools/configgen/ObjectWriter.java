package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Group;
import io.nscatools.configgen.Inventory.Host;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes Nagios object definitions in the alignment of the "TCP Wrapper Integration" recipe. */
final class ObjectWriter {
    /** The name of the template of {@link Inventory.Definitions#TEMPLATE}. */
    static final String TEMPLATE = "tcp-wrappers";

    private static final int NAME_WIDTH = 32;

    private final Inventory inventory;
    private final ObjectModel existing;
    private final StringBuilder text = new StringBuilder();

    private ObjectWriter(Inventory inventory, ObjectModel existing) {
        this.inventory = inventory;
        this.existing = existing;
    }

    /** Returns the service definitions. */
    static String services(Inventory inventory) {
        ObjectWriter writer = new ObjectWriter(inventory, new ObjectModel(List.of()));
        writer.text.append(Header.of("services", inventory));
        switch (inventory.definitions()) {
            case HOST -> inventory.hosts().forEach(writer::service);
            case HOSTGROUP -> writer.byHostgroup();
            case TEMPLATE -> writer.byTemplate();
        }
        return writer.text.toString();
    }

    /** Returns the service definitions with a check_period, so that Nagios 4 finds nothing to warn about. */
    static String servicesWithCheckPeriod(Inventory inventory) {
        return services(inventory.withCheckPeriods());
    }

    /** Returns what the services need and {@code existing} lacks: commands, contact groups, hosts and so on. */
    static String supporting(Inventory inventory, ObjectModel existing) {
        ObjectWriter writer = new ObjectWriter(inventory, existing);
        writer.text.append(Header.of("services --supporting", inventory));
        writer.supporting();
        return writer.text.toString();
    }

    private void service(Host host) {
        service("host_name", host.name(), Map.of(), host.service());
    }

    private void service(String of, String names, Map<String, String> more, ServiceDefinition service) {
        begin("service");
        use(service.templates());
        line(of, names);
        more.forEach(this::line);
        service.lines().forEach(this::line);
        end();
    }

    private void byHostgroup() {
        for (Inventory.GroupDefinition definition : inventory.groupDefinitions()) {
            Group group = definition.group();
            String others = definition.except().stream().map(name -> "!" + name).collect(Collectors.joining(","));
            Map<String, String> except = others.isEmpty() ? Map.of() : Map.of("host_name", others);
            service("hostgroup_name", group.name(), except, group.settings().service());
        }
        inventory.hosts().stream().filter(Host::hasOwnDefinition).forEach(this::service);
    }

    private void byTemplate() {
        ServiceDefinition template = inventory.defaults().service();
        begin("service");
        line("name", TEMPLATE);
        use(template.templates());
        template.lines().forEach(this::line);
        line("register", "0");
        end();
        for (Host host : inventory.hosts()) {
            if (host.service().templates().equals(template.templates())) {
                begin("service");
                line("use", TEMPLATE);
                line("host_name", host.name());
                host.service().linesBeyond(template).forEach(this::line);
                end();
            } else {
                service(host);
            }
        }
    }

    private void supporting() {
        distinct(service -> Stream.of(service.get(ServiceDirective.CHECK_COMMAND)))
                .filter(lacking("command"))
                .forEach(name -> define("command", "command_name", name, "command_line", "/bin/true"));
        distinct(service -> service.contactGroups().stream())
                .filter(lacking("contactgroup"))
                .forEach(name -> define("contactgroup", "contactgroup_name", name, "alias", name));
        distinct(service -> Stream.of(service.get(ServiceDirective.NOTIFICATION_PERIOD)))
                .filter(lacking("timeperiod"))
                .forEach(this::timePeriod);
        if (inventory.definitions() == Inventory.Definitions.HOSTGROUP) {
            inventory.groups().stream()
                    .map(Group::name)
                    .filter(lacking("hostgroup"))
                    .forEach(name -> define("hostgroup", "hostgroup_name", name));
        }
        Predicate<String> newHost = lacking("host");
        inventory.hosts().stream().filter(host -> newHost.test(host.name())).forEach(this::host);
    }

    /** Returns whether an object of a type is new, by its name. */
    private Predicate<String> lacking(String type) {
        Set<String> known = existing.names(type, type + "_name");
        return name -> !known.contains(name);
    }

    private Stream<String> distinct(Function<ServiceDefinition, Stream<String>> names) {
        return inventory.hosts().stream()
                .map(Host::service)
                .distinct()
                .flatMap(names)
                .distinct();
    }

    private void timePeriod(String name) {
        begin("timeperiod");
        line("timeperiod_name", name);
        line("alias", name);
        for (String day : List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")) {
            line(day, "00:00-24:00");
        }
        end();
    }

    private void host(Host host) {
        begin("host");
        line("host_name", host.name());
        line("address", host.address());
        if (inventory.definitions() == Inventory.Definitions.HOSTGROUP) {
            host.group().ifPresent(group -> line("hostgroups", group.name()));
        }
        line("max_check_attempts", "1");
        line("active_checks_enabled", "0");
        line("check_period", host.service().get(ServiceDirective.NOTIFICATION_PERIOD));
        line("contact_groups", host.service().get(ServiceDirective.CONTACT_GROUPS));
        end();
    }

    private void define(String type, String... directives) {
        begin(type);
        for (int i = 0; i < directives.length; i += 2) {
            line(directives[i], directives[i + 1]);
        }
        end();
    }

    private void begin(String type) {
        text.append("\ndefine ").append(type).append("{\n");
    }

    private void use(List<String> templates) {
        if (!templates.isEmpty()) {
            line("use", String.join(",", templates));
        }
    }

    private void line(String name, String value) {
        text.append('\t').append(name).append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())));
        text.append(value).append('\n');
    }

    private void end() {
        text.append("\t}\n");
    }
}
