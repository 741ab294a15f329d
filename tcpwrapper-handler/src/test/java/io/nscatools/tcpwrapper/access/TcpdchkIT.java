package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever Debian's tcpdchk finds wrong with a line, check finds something wrong with it too. */
class TcpdchkIT {
    private static final Pattern COMPLAINT = Pattern.compile("(?:warning|error): (hosts\\.\\w+), line (\\d+): (.*)");

    private static final List<String> MISTAKES = List.of(
            "sshd",
            "sshd:",
            "sshd: ",
            "sshd EXCEPT: ALL",
            "sshd: ALL EXCEPT",
            "EXCEPT: EXCEPT",
            ": ALL",
            "FAIL: ALL",
            "sshd: FAIL",
            "sshd: FAIL@ALL",
            "@sshd: ALL",
            "/sshd: ALL",
            ".sshd: ALL",
            "sshd.: ALL",
            "LOCAL: ALL",
            "KNOWN: ALL",
            "PARANOID: ALL",
            "nosuchd: ALL",
            "sshd@nowhere.invalid: ALL",
            "sshd@two: ALL",
            "sshd: nowhere.invalid",
            "sshd: example.org.",
            "sshd: .1.2.3",
            "sshd: 192.0.2.0/33",
            "sshd: 0.0.0.0/0",
            "sshd: 192.0.2.0/255.255.255.255",
            "sshd: 192.0.2/24",
            "sshd: [2001:db8::]/129",
            "sshd: [2001:db8::x]/64",
            "sshd: [2001:db8::1",
            "sshd: 2001:db8::1",
            "sshd: @nosuchgroup",
            "sshd: @joe@ALL",
            "sshd: /joe@ALL",
            "sshd: .joe@ALL",
            "sshd: joe.@ALL",
            "sshd: LOCAL@ALL",
            "sshd: PARANOID@ALL",
            "sshd: ALL:",
            "sshd: ALL: foo",
            "sshd: ALL: twist",
            "sshd: ALL: twist a: b",
            "sshd: ALL: twist a:",
            "sshd: ALL: allow: deny",
            "sshd: ALL: allow x",
            "sshd: ALL: keepalive 1",
            "sshd: ALL: spawn %z x &",
            "sshd: ALL: setenv a=b",
            "sshd: ALL: severity foo",
            "sshd: ALL: severity a.info",
            "sshd: ALL: umask 9",
            "sshd: ALL: linger -1",
            "sshd: ALL: nice x",
            "sshd: ALL: rfc931 0",
            "sshd: ALL: user nosuchuser",
            "sshd: ALL: group nosuchgroup",
            "sshd: ALL: user root.nosuchgroup",
            "sshd: ALL: banners /no/such/folder",
            "sshd: alias");

    @TempDir
    private Path folder;

    @Test
    void findsWhatTcpdchkFinds() throws Exception {
        String hosts = RuleGenerator.HOSTS + "192.0.2.8 two\n192.0.2.9 two\n192.0.2.7 www.example.org alias\n";
        String allow = String.join("\n", MISTAKES) + "\n";
        String deny = generatedLines() + "sshd: ALL";
        TcpdCases cases = new TcpdCases(folder, hosts);
        cases.add(0, allow, deny, "-i", "inetd.conf");
        Path inetd = cases.folder(0).resolve("inetd.conf");
        Files.writeString(inetd, "ssh stream tcp nowait.10000 root /bin/true sshd\n");
        Map<String, Set<String>> theirs = complaints(runLogged(cases));

        HostsAccess access = HostsAccess.read(
                cases.folder(0).resolve("hosts.allow"), cases.folder(0).resolve("hosts.deny"));
        Set<String> ours = new AccessCheck(
                        new HostsFile(hosts, InetdCheck.read(inetd).daemons()))
                .check(access).stream()
                        .map(problem -> Path.of(problem.file()).getFileName() + ":" + problem.line())
                        .collect(Collectors.toSet());
        for (int i = 1; i <= MISTAKES.size(); i++) {
            assertThat(theirs).as(MISTAKES.get(i - 1)).containsKey("hosts.allow:" + i);
        }
        assertThat(theirs.keySet())
                .filteredOn(place -> place.startsWith("hosts.deny"))
                .hasSizeGreaterThan(100);
        theirs.keySet().removeAll(ours);
        assertThat(theirs.entrySet().stream()
                        .map(entry -> entry + " " + line(cases, entry.getKey()))
                        .toList())
                .isEmpty();
    }

    private static String generatedLines() {
        RuleGenerator generator = new RuleGenerator(Long.getLong("nscatools.seed", 3));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            generator
                    .table(": nice ", "ALL")
                    .lines()
                    .filter(line -> line.indexOf(0) < 0 && line.length() < 1000 && !line.endsWith("\\"))
                    .forEach(line -> lines.append(line).append('\n'));
        }
        return lines.toString();
    }

    private List<String> runLogged(TcpdCases cases) throws Exception {
        try (ServerSocketChannel log = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            log.bind(UnixDomainSocketAddress.of(folder.resolve("log")));
            CompletableFuture<List<String>> messages = CompletableFuture.supplyAsync(() -> receive(log));
            cases.run("tcpdchk", 1);
            return messages.get();
        }
    }

    /** The messages of one process. */
    private static List<String> receive(ServerSocketChannel log) {
        try (SocketChannel connection = log.accept();
                InputStream in = Channels.newInputStream(connection)) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\0", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The complaints about each line, without those that are none. */
    private static Map<String, Set<String>> complaints(List<String> messages) {
        Map<String, Set<String>> complaints = new TreeMap<>();
        for (String message : messages) {
            Matcher complaint = COMPLAINT.matcher(message);
            if (complaint.find() && !isFalse(complaint.group(3))) {
                complaints
                        .computeIfAbsent(complaint.group(1) + ":" + complaint.group(2), line -> new TreeSet<>())
                        .add(complaint.group(3));
            }
        }
        return complaints;
    }

    /** An address needs no name, a wildcard is no host's name, and a port or wildcard no daemon's. */
    private static boolean isFalse(String complaint) {
        return complaint.endsWith("name lookup failed")
                || complaint.matches("\\S*[*?]\\S*: host not found")
                || complaint.matches("(\\S*[*?]\\S*|[+-]?[0-9]+): no such process name in .*");
    }

    private static String line(TcpdCases cases, String place) {
        try {
            String[] parts = place.split(":", 2);
            Path file = cases.folder(0).resolve(parts[0]);
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).get(Integer.parseInt(parts[1]) - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the hosts file that tcpdchk sees. */
    private record HostsFile(String hosts, Set<String> daemons) implements CheckLookups {
        @Override
        public List<String> addresses(String name) {
            List<String> addresses = new ArrayList<>();
            for (String line : hosts.lines().toList()) {
                List<String> words = List.of(line.split(" ", -1));
                if (words.subList(1, words.size()).stream().anyMatch(word -> Ascii.equal(word, name))) {
                    addresses.add(words.get(0));
                }
            }
            return addresses;
        }

        @Override
        public String hostName(String address) {
            return hosts.lines()
                    .filter(line -> line.startsWith(address + " "))
                    .findFirst()
                    .map(line -> line.split(" ", -1)[1])
                    .orElse(AccessLookups.UNKNOWN);
        }

        @Override
        public boolean isDaemon(String name) {
            return daemons.contains(name);
        }

        @Override
        public boolean isFolder(String path) {
            return Files.isDirectory(Path.of(path));
        }

        @Override
        public boolean userExists(String name) {
            return name.equals("root");
        }

        @Override
        public boolean groupExists(String name) {
            return name.equals("root");
        }
    }
}
