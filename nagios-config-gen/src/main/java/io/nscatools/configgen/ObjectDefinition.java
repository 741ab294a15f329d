package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Location;
import java.util.Map;
import java.util.Optional;

/**
 * A Nagios object definition as it stands in a file, or with what it inherits.
 *
 * @param type its type, such as {@code service}
 * @param location where it begins
 * @param directives its directives by name
 */
record ObjectDefinition(String type, Location location, Map<String, Value> directives) {
    /** Cancels what a template has. */
    static final String NULL = "null";

    /**
     * The value of a directive.
     *
     * @param text the value as Nagios takes it
     * @param location where it stands
     */
    record Value(String text, Location location) {}

    /** Returns the value of a directive without the sign that adds it to a template's; nothing if it is cancelled. */
    Optional<String> get(String directive) {
        return value(directive)
                .map(Value::text)
                .filter(text -> !text.equals(NULL))
                .map(text -> text.startsWith("+") ? text.substring(1) : text);
    }

    /** Returns the value of a directive as it stands there. */
    Optional<Value> value(String directive) {
        return Optional.ofNullable(directives.get(directive));
    }

    /** Returns where a directive stands, or else the definition. */
    Location locationOf(String directive) {
        return value(directive).map(Value::location).orElse(location);
    }

    /** Returns whether it is more than a template. */
    boolean isRegistered() {
        return !get("register").orElse("1").equals("0");
    }
}
