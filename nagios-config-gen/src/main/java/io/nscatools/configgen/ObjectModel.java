package io.nscatools.configgen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a Nagios configuration means: definitions with what they inherit from templates, by Nagios' rules of object
 * inheritance (xodtemplate.c, xodtemplate_resolve_service): the first template that has a directive counts; a value
 * that begins with {@code +} is added to the template's; {@code null} cancels it; {@code name}, {@code use} and
 * {@code register} are not inherited.
 */
final class ObjectModel {
    private static final Set<String> NOT_INHERITED = Set.of("name", "use", "register");

    private final List<ObjectDefinition> definitions;
    private final Map<String, ObjectDefinition> templates = new HashMap<>();
    private final IdentityHashMap<ObjectDefinition, ObjectDefinition> resolved = new IdentityHashMap<>();

    ObjectModel(List<ObjectDefinition> definitions) {
        this.definitions = definitions;
        for (ObjectDefinition definition : definitions) {
            definition.get("name").ifPresent(name -> templates.putIfAbsent(key(definition, name), definition));
        }
    }

    private static String key(ObjectDefinition definition, String name) {
        return definition.type() + " " + name;
    }

    /** Returns the definitions of a type that are more than templates, with what they inherit. */
    Stream<ObjectDefinition> all(String type) {
        return definitions.stream()
                .filter(definition -> definition.type().equals(type) && definition.isRegistered())
                .map(this::resolve);
    }

    /** Returns the names of all objects of a type, where {@code directive} is what names one. */
    Set<String> names(String type, String directive) {
        Set<String> names = new HashSet<>();
        all(type).map(definition -> definition.get(directive)).forEach(name -> name.ifPresent(names::add));
        return names;
    }

    /** Returns the names in a list. */
    static List<String> list(Optional<String> value) {
        return value.stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private ObjectDefinition resolve(ObjectDefinition definition) {
        ObjectDefinition known = resolved.get(definition);
        if (known != null) {
            return known;
        }
        resolved.put(definition, definition); // ends a circle of templates
        List<ObjectDefinition> parents = new ArrayList<>();
        for (String name : templates(definition)) {
            Optional.ofNullable(templates.get(key(definition, name))).ifPresent(parents::add);
        }
        ObjectDefinition whole = definition;
        if (!parents.isEmpty()) {
            Map<String, ObjectDefinition.Value> directives = new LinkedHashMap<>(definition.directives());
            parents.forEach(parent -> inherit(directives, resolve(parent)));
            whole = new ObjectDefinition(definition.type(), definition.location(), directives);
        }
        resolved.put(definition, whole);
        return whole;
    }

    /** Returns the names of templates as Nagios takes them: blanks belong to a name. */
    private static List<String> templates(ObjectDefinition definition) {
        return definition.get("use").stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Returns the templates that {@code definition} uses, itself or by another one, and that are not there. */
    Set<String> missingTemplates(ObjectDefinition definition) {
        Set<String> missing = new TreeSet<>();
        addMissing(definition, missing, new HashSet<>());
        return missing;
    }

    private void addMissing(ObjectDefinition definition, Set<String> missing, Set<String> seen) {
        for (String name : templates(definition)) {
            ObjectDefinition template = templates.get(key(definition, name));
            if (template == null) {
                missing.add(name);
            } else if (seen.add(name)) {
                addMissing(template, missing, seen);
            }
        }
    }

    private static void inherit(Map<String, ObjectDefinition.Value> directives, ObjectDefinition parent) {
        parent.directives().forEach((name, value) -> {
            if (!NOT_INHERITED.contains(name)) {
                directives.merge(name, value, ObjectModel::added);
            }
        });
    }

    private static ObjectDefinition.Value added(ObjectDefinition.Value own, ObjectDefinition.Value parents) {
        if (!own.text().startsWith("+")) {
            return own;
        }
        String more = own.text().substring(1);
        return new ObjectDefinition.Value(
                parents.text().equals(ObjectDefinition.NULL) ? more : parents.text() + "," + more, own.location());
    }
}
