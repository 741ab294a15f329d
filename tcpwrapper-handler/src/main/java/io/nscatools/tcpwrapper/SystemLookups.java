package io.nscatools.tcpwrapper;

import io.nscatools.tcpwrapper.access.AccessLookups;
import io.nscatools.tcpwrapper.access.CheckLookups;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asks the system through getent, which sees the same names as libwrap: those of nsswitch.conf. Waits for all answers
 * together no longer than 20 s; what is not answered by then is not found.
 */
final class SystemLookups implements CheckLookups {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final List<String> PROGRAM_FOLDERS = List.of(
            "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec", "/usr/lib");

    private final Set<String> servers;
    private final Map<List<String>, List<String>> answers = new HashMap<>();
    private long waitedNanos;

    /**
     * Lookups that take {@code servers} for daemons, besides all programs of the system; any name if there are none.
     */
    SystemLookups(Set<String> servers) {
        this.servers = servers;
    }

    @Override
    public String hostName(String address) {
        String plain = withoutMapping(address);
        List<String> found = ask("hosts", plain);
        String[] fields = found.isEmpty() ? new String[0] : found.get(0).split("\\s+", -1);
        if (fields.length < 2 || !isAddress(fields[0])) {
            return AccessLookups.UNKNOWN;
        }
        String name = fields[1];
        boolean confirmed = !isAddress(name) && addresses(name).stream().anyMatch(other -> sameAddress(other, plain));
        return confirmed ? name : AccessLookups.PARANOID;
    }

    private static String withoutMapping(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("::ffff:") && lower.indexOf('.') > 0 ? address.substring("::ffff:".length()) : address;
    }

    @Override
    public List<String> addresses(String name) {
        return ask("ahosts", name).stream()
                .map(line -> line.split("\\s+", 2)[0])
                .distinct()
                .toList();
    }

    /** Returns whether text is a numeric address, for which nobody is asked. */
    static boolean isAddress(String text) {
        return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");
    }

    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.getByName(withoutZone(one)).equals(InetAddress.getByName(withoutZone(other)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String withoutZone(String address) throws IOException {
        if (!isAddress(address)) {
            throw new IOException("not an address");
        }
        return address.replaceFirst("%.*", "");
    }

    @Override
    public boolean userExists(String name) {
        return !ask("passwd", name).isEmpty();
    }

    @Override
    public boolean groupExists(String name) {
        return !ask("group", name).isEmpty();
    }

    @Override
    public boolean isDaemon(String name) {
        return servers.isEmpty()
                || servers.contains(name)
                || name.indexOf('/') < 0
                        && PROGRAM_FOLDERS.stream().anyMatch(folder -> is(folder + "/" + name, Files::isExecutable));
    }

    @Override
    public boolean isFolder(String path) {
        return is(path, Files::isDirectory);
    }

    /** Tests the file whose name, as bytes in chars, a rule has. */
    private static boolean is(String path, Predicate<Path> test) {
        try {
            return test.test(Path.of(utf8(path)));
        } catch (InvalidPathException e) {
            return false; // no file can have such a name
        }
    }

    /** Returns the lines that getent prints. */
    private List<String> ask(String database, String key) {
        return answers.computeIfAbsent(List.of(database, key), query -> {
            long start = System.nanoTime();
            List<String> answer = waitedNanos < PATIENCE_NANOS ? getent(database, key) : List.of();
            waitedNanos += System.nanoTime() - start;
            return answer;
        });
    }

    private List<String> getent(String database, String key) {
        try {
            Process process = new ProcessBuilder("getent", "--", database, utf8(key))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_NANOS - waitedNanos, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return output.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /**
     * Returns a word of a rule, one byte in each char, as the text that it is in UTF-8; a process cannot take a NUL.
     */
    private static String utf8(String word) {
        return new String(word.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).replace('\0', '?');
    }
}
