package io.nscatools.configgen;

import io.nscatools.protocol.Suggestions;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what defaults, groups and hosts may say alike. */
final class SettingsReader {
    /** The directives of Nagios' service definition that the recipe does not have. */
    static final Set<String> EXTRA = Set.of(
            "action_url",
            "check_freshness",
            "check_interval",
            "check_period",
            "contacts",
            "display_name",
            "event_handler",
            "event_handler_enabled",
            "first_notification_delay",
            "flap_detection_enabled",
            "flap_detection_options",
            "freshness_threshold",
            "high_flap_threshold",
            "icon_image",
            "icon_image_alt",
            "importance",
            "initial_state",
            "low_flap_threshold",
            "notes",
            "notes_url",
            "notifications_enabled",
            "obsess_over_service",
            "parents",
            "process_perf_data",
            "retain_nonstatus_information",
            "retain_status_information",
            "retry_interval",
            "servicegroups",
            "stalking_options");

    private static final Map<String, ServiceDirective> DIRECTIVES = Arrays.stream(ServiceDirective.values())
            .collect(Collectors.toUnmodifiableMap(ServiceDirective::directive, Function.identity()));

    /** The keys of an inventory. */
    static final Set<String> KEYS = Stream.concat(Stream.of("use", "extra", "hosts_deny"), DIRECTIVES.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern CUSTOM = Pattern.compile("_[A-Za-z0-9_]{1,60}");

    private SettingsReader() {}

    /** Returns {@code base} with the changes that {@code mapping} tells; {@code base} itself if there are none. */
    static Inventory.Settings read(YamlMapping mapping, Inventory.Settings base) {
        if (mapping.keys().stream().noneMatch(KEYS::contains)) {
            return base;
        }
        ServiceDefinition service = base.service();
        List<String> templates = mapping.keys().contains("use") ? templates(mapping) : service.templates();
        ServiceDefinition changed =
                new ServiceDefinition(templates, directives(mapping, service), extra(mapping, service.extra()));
        HostsDeny hostsDeny = mapping.mapping("hosts_deny", HostsDeny.KEYS)
                .map(base.hostsDeny()::with)
                .orElse(base.hostsDeny());
        return new Inventory.Settings(changed, hostsDeny);
    }

    private static List<String> templates(YamlMapping mapping) {
        List<String> templates = new ArrayList<>();
        for (YamlNode.Scalar name : mapping.scalars("use")) {
            Names.problemWithName("use", name.text()).ifPresent(message -> mapping.problem(name, message));
            templates.add(name.text());
        }
        return templates;
    }

    private static Map<ServiceDirective, String> directives(YamlMapping mapping, ServiceDefinition base) {
        Map<ServiceDirective, String> directives = new EnumMap<>(base.directives());
        for (String key : mapping.keys()) {
            ServiceDirective directive = DIRECTIVES.get(key);
            if (directive != null) {
                put(mapping, key, directive::problemWith, (name, text) -> directives.put(directive, text));
            }
        }
        return directives;
    }

    private static Map<String, String> extra(YamlMapping mapping, Map<String, String> base) {
        Map<String, String> extra = new HashMap<>(base);
        // What is known is checked here: custom variables have any name.
        if (mapping.node("extra").orElse(null) instanceof YamlNode.Mapping node) {
            node.entries().forEach(entry -> checkName(mapping, entry.key()));
            Set<String> names =
                    node.entries().stream().map(entry -> entry.key().text()).collect(Collectors.toSet());
            mapping.mapping("extra", names)
                    .ifPresent(values -> names.forEach(
                            name -> put(values, name, text -> Names.problemWithText(name, text), extra::put)));
        } else {
            mapping.mapping("extra", Set.of());
        }
        return extra;
    }

    private static void checkName(YamlMapping mapping, YamlNode.Scalar key) {
        String name = key.text();
        if (DIRECTIVES.containsKey(name)) {
            mapping.problem(key, name + " does not belong below extra; write it one level up");
        } else if (!EXTRA.contains(name) && !CUSTOM.matcher(name).matches()) {
            String remedy = Suggestions.nearest(name, EXTRA)
                    .map(suggestion -> "did you mean " + suggestion + "?")
                    .orElse("custom variables begin with _");
            mapping.problem(key, "Nagios has no service directive " + key.kind() + "; " + remedy);
        }
    }

    private static void put(
            YamlMapping mapping,
            String key,
            Function<String, Optional<String>> problemWith,
            BiConsumer<String, String> values) {
        YamlNode value = mapping.node(key).orElseThrow();
        String text = value instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        problemWith
                .apply(text)
                .ifPresentOrElse(message -> mapping.problem(key, message), () -> values.accept(key, text));
    }
}
