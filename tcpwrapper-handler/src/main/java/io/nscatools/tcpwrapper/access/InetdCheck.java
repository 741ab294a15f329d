package io.nscatools.tcpwrapper.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds services in inetd.conf whose refused connections give no alert (T1, R5), and knows the servers it runs. */
public final class InetdCheck {
    private static final int MAX_BYTES = 1 << 20;
    private static final int ENOUGH = 10_000;
    private static final int SERVER = 5;

    private final String name;
    private final List<AccessProblem> problems = new ArrayList<>();
    private final Set<String> daemons = new TreeSet<>();

    private InetdCheck(String name) {
        this.name = name;
    }

    /**
     * Reads a configuration.
     *
     * @throws IOException if the file cannot be read
     */
    public static InetdCheck read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("is larger than " + MAX_BYTES + " bytes");
        }
        InetdCheck check = new InetdCheck(file.toString());
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String[] fields = lines[i].strip().split("\\s+", -1);
            if (!fields[0].startsWith("#") && fields.length > SERVER) {
                check.check(fields, i + 1);
            }
        }
        return check;
    }

    /** Returns what is wrong, in the order of the lines. */
    public List<AccessProblem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the names that the servers go by in rules. */
    public Set<String> daemons() {
        return Set.copyOf(daemons);
    }

    private void check(String[] fields, int line) {
        String server = baseName(fields[SERVER]);
        daemons.add(server);
        if (fields.length > SERVER + 1) {
            daemons.add(baseName(fields[SERVER + 1]));
        }
        if (!fields[2].startsWith("tcp") || server.equals("internal")) {
            return;
        }
        if (!server.equals("tcpd")) {
            add(
                    line,
                    fields[0]
                            + ": openbsd-inetd does not look at hosts.allow and hosts.deny for it unless it runs with -l",
                    "run it through /usr/sbin/tcpd, or start inetd with -l");
        }
        String wait = fields[3];
        String limit = wait.substring(wait.indexOf('.') + 1);
        if (wait.startsWith("nowait") && !(limit.matches("[0-9]{1,9}") && Integer.parseInt(limit) >= ENOUGH)) {
            add(
                    line,
                    fields[0] + ": after " + (wait.equals("nowait") ? "256" : limit) + " connections in a minute"
                            + " openbsd-inetd closes the service for ten minutes, and there is no alert of what it drops",
                    "write nowait." + ENOUGH);
        }
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void add(int line, String message, String remedy) {
        problems.add(new AccessProblem(name, line, 0, message, remedy));
    }
}
