package io.nscatools.configgen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Nagios service definition but for its host.
 *
 * @param templates the templates that it uses, in the order in which they count
 * @param directives every directive with its value, in the recipe's order
 * @param extra further directives, by name
 */
record ServiceDefinition(List<String> templates, Map<ServiceDirective, String> directives, Map<String, String> extra) {
    ServiceDefinition {
        templates = List.copyOf(templates);
        directives = new EnumMap<>(directives);
        extra = new TreeMap<>(extra);
    }

    /** Returns the recipe's definition. */
    static ServiceDefinition recipe() {
        Map<ServiceDirective, String> directives = new EnumMap<>(ServiceDirective.class);
        for (ServiceDirective directive : ServiceDirective.values()) {
            directives.put(directive, directive.recipe());
        }
        return new ServiceDefinition(List.of(), directives, Map.of());
    }

    String get(ServiceDirective directive) {
        return directives.get(directive);
    }

    /** Returns the service description. */
    String description() {
        return get(ServiceDirective.SERVICE_DESCRIPTION);
    }

    /** Returns the contact groups. */
    List<String> contactGroups() {
        return List.of(get(ServiceDirective.CONTACT_GROUPS).split(","));
    }

    /** Returns this definition with a check_period, without which Nagios 4 warns though it never checks (fact N2). */
    ServiceDefinition withCheckPeriod() {
        Map<String, String> more = new TreeMap<>(extra);
        more.putIfAbsent("check_period", get(ServiceDirective.NOTIFICATION_PERIOD));
        return new ServiceDefinition(templates, directives, more);
    }

    /** Returns the lines of the definition by name: the recipe's directives in its order, then the further ones. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        directives.forEach((directive, value) -> lines.put(directive.directive(), value));
        lines.putAll(extra);
        return lines;
    }

    /** Returns the lines that {@code base} has not, or with another value. */
    Map<String, String> linesBeyond(ServiceDefinition base) {
        Map<String, String> lines = lines();
        lines.entrySet().removeAll(new ArrayList<>(base.lines().entrySet()));
        return lines;
    }
}
