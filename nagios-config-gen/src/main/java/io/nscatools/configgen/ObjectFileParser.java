package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Location;
import io.nscatools.yaml.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one file of Nagios object definitions line by line, as Nagios does (xodtemplate.c,
 * xodtemplate_process_config_file): a line that begins with {@code #} and what follows a {@code ;} without a backslash
 * before it is comment, a line that ends in a backslash goes on in the next.
 */
final class ObjectFileParser {
    private static final Pattern DEFINE = Pattern.compile("define[ \\t]+([A-Za-z]+)[ \\t]*(\\{?)(.*)");
    private static final Pattern SETTING = Pattern.compile("([a-z0-9_]+)=(.*)");
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\);.*");

    /** Other names of the same directive. */
    private static final Map<String, Map<String, String>> ALIASES = Map.of(
            "service",
            Map.of(
                    "host", "host_name",
                    "hosts", "host_name",
                    "description", "service_description",
                    "hostgroup", "hostgroup_name",
                    "hostgroups", "hostgroup_name"),
            "host",
            Map.of("host_groups", "hostgroups"));

    private final String file;
    private final String[] lines;
    private final List<Problem> problems;
    private final Consumer<ObjectDefinition> definitions;
    private final BiConsumer<String, ObjectDefinition.Value> settings;
    private ObjectDefinition open;

    /**
     * Makes a parser.
     *
     * @param definitions takes the definitions
     * @param settings takes the lines {@code name=value} outside of definitions
     */
    ObjectFileParser(
            String file,
            byte[] bytes,
            List<Problem> problems,
            Consumer<ObjectDefinition> definitions,
            BiConsumer<String, ObjectDefinition.Value> settings) {
        this.file = file;
        this.lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        this.problems = problems;
        this.definitions = definitions;
        this.settings = settings;
    }

    void parse() {
        for (int i = 0; i < lines.length; i++) {
            int first = i;
            String line = lines[i].strip();
            while (continues(line) && i + 1 < lines.length) {
                i++;
                line = line.substring(0, line.length() - 1) + lines[i].strip();
            }
            line(line, first);
        }
        if (open != null) {
            problems.add(open.location().problem("define " + open.type() + " is not closed: a line with } is missing"));
        }
    }

    /** An even number of backslashes is as many halves of a backslash that is meant. */
    private static boolean continues(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1 && !line.startsWith("#");
    }

    private void line(String raw, int index) {
        if (raw.isEmpty() || raw.startsWith("#")) {
            return;
        }
        String line = raw.indexOf(';') < 0
                ? raw
                : COMMENT.matcher(raw).replaceFirst("").replace("\\;", ";").strip();
        if (line.isEmpty()) {
            return;
        }
        Location location = new Location(file, index + 1, 1 + indent(lines[index]));
        if (open == null) {
            outside(line, location);
        } else {
            inside(line, location);
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private void outside(String line, Location location) {
        Matcher define = DEFINE.matcher(line);
        if (define.matches()) {
            open = new ObjectDefinition(define.group(1), location, new LinkedHashMap<>());
            return;
        }
        Matcher setting = SETTING.matcher(line);
        if (setting.matches()) {
            settings.accept(
                    setting.group(1),
                    new ObjectDefinition.Value(setting.group(2).strip(), location));
        } else {
            problems.add(location.problem("expected define TYPE{ or name=value"));
        }
    }

    private void inside(String line, Location location) {
        if (line.equals("}")) {
            definitions.accept(open);
            open = null;
        } else if (DEFINE.matcher(line).matches() && line.endsWith("{")) {
            problems.add(open.location()
                    .problem("define " + open.type() + " is not closed before line " + location.line()
                            + ": a line with } is missing"));
            open = null;
            outside(line, location);
        } else if (!line.equals("{")) {
            directive(line, location);
        }
    }

    private void directive(String line, Location location) {
        int end = 0;
        while (end < line.length() && line.charAt(end) > ' ') {
            end++;
        }
        String name = line.substring(0, end);
        String canonical = ALIASES.getOrDefault(open.type(), Map.of()).getOrDefault(name, name);
        open.directives()
                .put(canonical, new ObjectDefinition.Value(line.substring(end).strip(), location));
    }
}
