package io.nscatools.configgen;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services of a Nagios configuration whose description is one of an inventory's, in any case. Where a host has two
 * definitions of a service, Nagios warns and takes one, mostly but not always that which names the host itself (fact
 * N8).
 */
final class FoundServices {
    private final Map<ServiceKey, ObjectDefinition> services = new HashMap<>();
    private final Map<ServiceKey, ObjectDefinition> doubles = new HashMap<>();

    FoundServices(Inventory inventory, ObjectModel model) {
        Set<String> descriptions = inventory.hosts().stream()
                .map(host -> host.service().description().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<ObjectDefinition> definitions = model.all("service")
                .filter(service -> descriptions.contains(description(service).toLowerCase(Locale.ROOT)))
                .toList();
        ServiceHosts hosts = new ServiceHosts(model);
        definitions.forEach(service -> add(hosts.named(service), service));
        definitions.forEach(service -> add(hosts.grouped(service), service));
    }

    private static String description(ObjectDefinition service) {
        return service.get("service_description").orElse("");
    }

    private void add(Set<String> hosts, ObjectDefinition service) {
        for (String host : hosts) {
            ServiceKey key = new ServiceKey(host, description(service));
            ObjectDefinition earlier = services.putIfAbsent(key, service);
            if (earlier != null && !earlier.equals(service)) {
                doubles.putIfAbsent(key, service);
            }
        }
    }

    /** Returns the services by name. */
    Map<ServiceKey, ObjectDefinition> services() {
        return services;
    }

    /** Returns a further definition of each service that has more than one. */
    Map<ServiceKey, ObjectDefinition> doubles() {
        return doubles;
    }
}
