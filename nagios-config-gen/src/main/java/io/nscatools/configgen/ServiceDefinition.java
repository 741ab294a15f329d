package io.nscatools.configgen;

import java.util.EnumMap;
import java.util.Map;

/**
 * A Nagios service definition.
 *
 * @param directives every directive with its value, in the recipe's order
 */
record ServiceDefinition(Map<ServiceDirective, String> directives) {
    ServiceDefinition {
        directives = new EnumMap<>(directives);
    }

    /** Returns the recipe's definition without a host name. */
    static ServiceDefinition recipe() {
        Map<ServiceDirective, String> directives = new EnumMap<>(ServiceDirective.class);
        for (ServiceDirective directive : ServiceDirective.values()) {
            directives.put(directive, directive.recipe());
        }
        return new ServiceDefinition(directives);
    }

    /** Returns this definition with some directives of other values. */
    ServiceDefinition with(Map<ServiceDirective, String> changes) {
        Map<ServiceDirective, String> merged = new EnumMap<>(directives);
        merged.putAll(changes);
        return new ServiceDefinition(merged);
    }

    String get(ServiceDirective directive) {
        return directives.get(directive);
    }
}
