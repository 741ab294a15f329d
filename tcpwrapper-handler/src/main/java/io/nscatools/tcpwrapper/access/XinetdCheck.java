package io.nscatools.tcpwrapper.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds settings of xinetd with which refused connections give no alert (T6, R5), and knows the servers it runs. Reads
 * the files that {@code include} and {@code includedir} name, as xinetd does.
 */
public final class XinetdCheck {
    private static final int MAX_FILES = 1000;
    private static final int MAX_BYTES = 1 << 20;
    /** More than a host is likely to be scanned with in a second. */
    private static final int ENOUGH = 1000;

    private final List<AccessProblem> problems = new ArrayList<>();
    private final Set<String> daemons = new TreeSet<>();
    private final Set<Path> read = new TreeSet<>();
    private final Map<String, Value> defaults = new HashMap<>();
    private final List<Service> services = new ArrayList<>();

    /** A value and where it stands. */
    private record Value(String text, String file, int line) {}

    /** A service and its attributes, whose names are in lower case. */
    private record Service(String name, String file, int line, Map<String, Value> attributes) {
        String get(String attribute) {
            Value value = attributes.get(attribute);
            return value == null ? "" : value.text.toLowerCase(Locale.ROOT);
        }

        boolean isTcp() {
            return !get("disable").equals("yes")
                    && !get("protocol").equals("udp")
                    && !get("socket_type").equals("dgram");
        }
    }

    private XinetdCheck() {}

    /**
     * Reads a configuration and what it includes.
     *
     * @throws IOException if {@code file} itself cannot be read
     */
    public static XinetdCheck read(Path file) throws IOException {
        XinetdCheck check = new XinetdCheck();
        check.parse(file);
        check.services.stream().filter(Service::isTcp).forEach(check::check);
        return check;
    }

    /** Returns what is wrong, in the order of the services. */
    public List<AccessProblem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the names that the servers go by in rules. */
    public Set<String> daemons() {
        return Set.copyOf(daemons);
    }

    private void parse(Path file) throws IOException {
        if (read.size() >= MAX_FILES || !read.add(file.toAbsolutePath().normalize())) {
            return;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("is larger than " + MAX_BYTES + " bytes");
        }
        Map<String, Value> block = null;
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            number++;
            String text = line.strip();
            String[] words = text.split("\\s+", 2);
            if (text.isEmpty() || text.startsWith("#") || text.equals("{")) {
                continue;
            }
            if (text.equals("}")) {
                block = null;
            } else if (block != null) {
                attribute(block, text, file, number);
            } else if (words[0].startsWith("defaults")) {
                block = defaults;
            } else if (words.length == 2 && words[0].equals("service")) {
                block = new HashMap<>();
                String name = words[1].replaceFirst("\\s*\\{$", "");
                services.add(new Service(name, file.toString(), number, block));
            } else if (words.length == 2) {
                include(words[0], words[1], file, number);
            }
        }
    }

    private static void attribute(Map<String, Value> block, String text, Path file, int line) {
        String[] parts = text.split("\\s*[+-]?=\\s*", 2);
        if (parts.length == 2) {
            Value value = new Value(parts[1], file.toString(), line);
            block.merge(
                    parts[0].toLowerCase(Locale.ROOT),
                    value,
                    (old, added) -> parts[0].equalsIgnoreCase("flags")
                            ? new Value(old.text + " " + added.text, added.file, line)
                            : added);
        }
    }

    private void include(String word, String path, Path from, int line) {
        try {
            if (word.equals("include")) {
                parse(Path.of(path));
            } else if (word.equals("includedir")) {
                for (Path file : files(Path.of(path))) {
                    parse(file);
                }
            }
        } catch (IOException | InvalidPathException e) {
            problems.add(new AccessProblem(
                    from.toString(), line, 0, path + " cannot be read", "make it readable, or remove the line"));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches(".*(\\..*|~)"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    private void check(Service service) {
        addDaemons(service);
        checkRate(service);
        checkLimit(service, "instances");
        checkLimit(service, "per_source");
        String flags = service.get("flags");
        Value place = service.attributes.get("flags");
        if (flags.contains("nolibwrap") && !service.get("server").endsWith("/tcpd")) {
            add(place, service.name + ": NOLIBWRAP leaves hosts.allow and hosts.deny unread", "remove NOLIBWRAP");
        }
        if (flags.matches(".*\\bipv6\\b.*")) {
            add(
                    place,
                    service.name + ": IPv4 peers of this IPv6 socket may show as ::ffff:a.b.c.d, or as unknown",
                    "serve IPv4 by a service of its own with flags = IPv4");
        }
    }

    private void addDaemons(Service service) {
        daemons.add(service.name);
        for (String attribute : List.of("server", "server_args")) {
            Value value = service.attributes.get(attribute);
            if (value != null) {
                String first = value.text.split("\\s+", 2)[0];
                daemons.add(first.substring(first.lastIndexOf('/') + 1));
            }
        }
    }

    private void checkRate(Service service) {
        Value cps = service.attributes.getOrDefault("cps", defaults.get("cps"));
        String consequence = " a second xinetd closes the service for a while, and there is no alert of what it drops";
        String remedy = "set cps = 10000 1";
        if (cps == null) {
            problems.add(new AccessProblem(
                    service.file,
                    service.line,
                    0,
                    service.name + ": without cps, after 50 connections in" + consequence,
                    remedy));
        } else if (isLow(cps.text.split("\\s+", 2)[0])) {
            add(cps, service.name + ": after cps = " + cps.text + " connections in" + consequence, remedy);
        }
    }

    private void checkLimit(Service service, String attribute) {
        Value limit = service.attributes.getOrDefault(attribute, defaults.get(attribute));
        if (limit != null && isLow(limit.text)) {
            add(
                    limit,
                    service.name + ": " + attribute + " = " + limit.text
                            + ": xinetd drops further connections, and there is no alert of them",
                    "set " + attribute + " = UNLIMITED");
        }
    }

    private static boolean isLow(String number) {
        return number.matches("0*[1-9][0-9]{0,8}") && Integer.parseInt(number) < ENOUGH;
    }

    private void add(Value place, String message, String remedy) {
        AccessProblem problem = new AccessProblem(place.file, place.line, 0, message, remedy);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
