package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Group;
import io.nscatools.configgen.Inventory.Host;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the service as objects and apply rules of Icinga 2. Names hold nothing that its strings would escape. */
final class Icinga2Writer {
    /** What is an attribute of the same name; other extra directives have no counterpart. */
    private static final Set<String> EXTRA =
            Set.of("action_url", "display_name", "icon_image", "icon_image_alt", "notes", "notes_url");

    /** A command of Icinga's template library that never runs here: the service has no active checks. */
    private static final String PASSIVE = "passive";

    private final Inventory inventory;
    private final StringBuilder text = new StringBuilder();

    private Icinga2Writer(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Returns the services and their notification. */
    static String services(Inventory inventory) throws ProblemsException {
        checkExtra(inventory);
        Icinga2Writer writer = new Icinga2Writer(inventory);
        writer.text.append(Header.of("icinga2", inventory));
        switch (inventory.definitions()) {
            case HOST -> inventory.hosts().forEach(writer::service);
            case HOSTGROUP -> writer.byHostgroup();
            case TEMPLATE -> writer.byTemplate();
        }
        writer.notification();
        return writer.text.toString();
    }

    private static void checkExtra(Inventory inventory) throws ProblemsException {
        List<Problem> problems = new ArrayList<>();
        for (Host host : inventory.hosts()) {
            host.service().extra().keySet().stream()
                    .filter(name -> !EXTRA.contains(name) && !name.startsWith("_"))
                    .forEach(name ->
                            problems.add(host.location().problem("host " + host.name() + ": Icinga 2 has no " + name)));
        }
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private void service(Host host) {
        begin("object Service " + quoted(host.service().description()));
        imports(host.service().templates());
        line("host_name", quoted(host.name()));
        lines(attributes(host.service()));
        end();
    }

    private void byTemplate() {
        ServiceDefinition template = inventory.defaults().service();
        begin("template Service " + quoted(ObjectWriter.TEMPLATE));
        imports(template.templates());
        lines(attributes(template));
        end();
        for (Host host : inventory.hosts()) {
            if (host.service().templates().equals(template.templates())) {
                begin("object Service " + quoted(host.service().description()));
                imports(List.of(ObjectWriter.TEMPLATE));
                line("host_name", quoted(host.name()));
                Map<String, String> attributes = attributes(host.service());
                attributes
                        .entrySet()
                        .removeAll(new ArrayList<>(attributes(template).entrySet()));
                lines(attributes);
                end();
            } else {
                service(host);
            }
        }
    }

    private void byHostgroup() {
        for (Inventory.GroupDefinition definition : inventory.groupDefinitions()) {
            Group group = definition.group();
            ServiceDefinition service = group.settings().service();
            begin("apply Service " + quoted(service.description()));
            imports(service.templates());
            lines(attributes(service));
            text.append("  assign where ").append(quoted(group.name())).append(" in host.groups\n");
            if (!definition.except().isEmpty()) {
                text.append("  ignore where host.name in ")
                        .append(list(definition.except()))
                        .append('\n');
            }
            end();
        }
        inventory.hosts().stream().filter(Host::hasOwnDefinition).forEach(this::service);
    }

    private static Map<String, String> attributes(ServiceDefinition service) {
        Map<String, String> attributes = new LinkedHashMap<>();
        String command = service.get(ServiceDirective.CHECK_COMMAND);
        attributes.put("check_command", quoted(checkCommand(command)));
        attributes.put("volatile", flag(service, ServiceDirective.IS_VOLATILE));
        attributes.put("enable_active_checks", flag(service, ServiceDirective.ACTIVE_CHECKS_ENABLED));
        attributes.put("enable_passive_checks", flag(service, ServiceDirective.PASSIVE_CHECKS_ENABLED));
        attributes.put("max_check_attempts", service.get(ServiceDirective.MAX_CHECK_ATTEMPTS));
        attributes.put("vars.tcp_wrappers", notificationSettings(service));
        new TreeMap<>(service.extra())
                .forEach((name, value) ->
                        attributes.put(name.startsWith("_") ? "vars." + name.substring(1) : name, quoted(value)));
        return attributes;
    }

    /** Returns Icinga's name of a check command. */
    static String checkCommand(String command) {
        return command.equals(ServiceDirective.CHECK_COMMAND.recipe()) ? PASSIVE : command;
    }

    private static String flag(ServiceDefinition service, ServiceDirective directive) {
        return service.get(directive).equals("1") ? "true" : "false";
    }

    private static String notificationSettings(ServiceDefinition service) {
        Set<String> options =
                Set.of(service.get(ServiceDirective.NOTIFICATION_OPTIONS).split(","));
        return "{\n    user_groups = " + list(service.contactGroups())
                + "\n    interval = " + service.get(ServiceDirective.NOTIFICATION_INTERVAL) + "m"
                + "\n    period = " + quoted(service.get(ServiceDirective.NOTIFICATION_PERIOD))
                + "\n    states = " + constants(options, STATES)
                + "\n    types = " + constants(options, TYPES)
                + "\n  }";
    }

    private static final List<Map.Entry<String, String>> STATES = List.of(
            Map.entry("r", "OK"), Map.entry("w", "Warning"), Map.entry("c", "Critical"), Map.entry("u", "Unknown"));

    private static final List<Map.Entry<String, String>> TYPES = List.of(
            Map.entry("wuc", "Problem"),
            Map.entry("r", "Recovery"),
            Map.entry("f", "FlappingStart"),
            Map.entry("f", "FlappingEnd"),
            Map.entry("s", "DowntimeStart"),
            Map.entry("s", "DowntimeEnd"),
            Map.entry("s", "DowntimeRemoved"));

    private static String constants(Set<String> options, List<Map.Entry<String, String>> constants) {
        Stream<String> chosen = options.contains("n")
                ? Stream.of()
                : constants.stream()
                        .filter(entry -> options.stream().anyMatch(entry.getKey()::contains))
                        .map(Map.Entry::getValue);
        return chosen.collect(Collectors.joining(", ", "[ ", " ]")).replace("[  ]", "[]");
    }

    private void notification() {
        String command = inventory
                .monitor()
                .map(Inventory.Monitor::notificationCommand)
                .orElse(MonitorReader.DEFAULT_NOTIFICATION_COMMAND);
        begin("apply Notification " + quoted(ObjectWriter.TEMPLATE) + " to Service");
        line("command", quoted(command));
        for (String name : List.of("user_groups", "interval", "period", "states", "types")) {
            line(name, "service.vars.tcp_wrappers." + name);
        }
        text.append("  assign where service.vars.tcp_wrappers\n");
        end();
    }

    private void imports(List<String> templates) {
        templates.forEach(
                template -> text.append("  import ").append(quoted(template)).append('\n'));
    }

    private void lines(Map<String, String> attributes) {
        attributes.forEach(this::line);
    }

    private void begin(String what) {
        text.append('\n').append(what).append(" {\n");
    }

    private void line(String name, String value) {
        text.append("  ").append(name).append(" = ").append(value).append('\n');
    }

    private void end() {
        text.append("}\n");
    }

    static String list(List<String> names) {
        return names.stream().map(Icinga2Writer::quoted).collect(Collectors.joining(", ", "[ ", " ]"));
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
