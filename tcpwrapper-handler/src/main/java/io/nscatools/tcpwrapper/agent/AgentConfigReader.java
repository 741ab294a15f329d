package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.UnsupportedMethodException;
import io.nscatools.tcpwrapper.agent.AgentConfig.Access;
import io.nscatools.tcpwrapper.agent.AgentConfig.AlertStyle;
import io.nscatools.tcpwrapper.agent.AgentConfig.MethodAndPassword;
import io.nscatools.tcpwrapper.agent.AgentConfig.SendNscaCfg;
import io.nscatools.tcpwrapper.agent.AgentConfig.Server;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import io.nscatools.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the agent's configuration file and reports everything that is wrong with it at once. */
final class AgentConfigReader {
    static final Set<String> KEYS = Set.of(
            "host",
            "service",
            "spool",
            "server",
            "text",
            "state",
            "states",
            "perfdata",
            "details",
            "ignore",
            "digest",
            "scan",
            "back_to_ok",
            "reverse_name_wait",
            "limits");
    static final Set<String> SERVER_KEYS = Set.of("host", "port", "method", "password_file", "send_nsca_cfg");
    static final Set<String> DIGEST_KEYS = Set.of("threshold", "per_source", "within", "window", "top");
    static final Set<String> SCAN_KEYS = Set.of("daemons", "sources", "within");
    static final Set<String> LIMITS_KEYS = Set.of("files", "bytes", "age");

    /** What fits into the packet, without the closing NUL (fact 2). */
    private static final int MAX_HOST_BYTES = 63;

    private static final int MAX_SERVICE_BYTES = 127;
    private static final Duration MAX_DURATION = Duration.ofDays(366);
    private static final int MILLION = 1_000_000;

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private AgentConfigReader(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param defaultHost this host's name where the file does not tell
     */
    static AgentConfig read(Path file, String defaultHost) throws ProblemsException {
        AgentConfigReader reader = new AgentConfigReader(file);
        YamlNode.Mapping root = YamlReader.read(file, reader.problems);
        AgentConfig config = reader.config(
                YamlMapping.of(file.toString(), "the configuration", root, KEYS, reader.problems), defaultHost);
        if (!reader.problems.isEmpty()) {
            throw new ProblemsException(reader.problems);
        }
        return config;
    }

    private AgentConfig config(YamlMapping root, String defaultHost) {
        return new AgentConfig(
                nagiosName(root, "host", MAX_HOST_BYTES, defaultHost),
                nagiosName(root, "service", MAX_SERVICE_BYTES, "TCP Wrappers"),
                root.required("spool", root.path("spool")).orElse(file),
                root.mapping("server", SERVER_KEYS).flatMap(this::server),
                digest(root),
                root.mapping("scan", SCAN_KEYS).map(this::scan).orElse(ScanPolicy.NONE),
                duration(root, "back_to_ok"),
                networks(root),
                root.mapping("limits", LIMITS_KEYS).map(this::limits).orElse(SpoolLimits.DEFAULT),
                duration(root, "reverse_name_wait").orElse(Duration.ofSeconds(1)),
                alert(root));
    }

    /** A name that Nagios takes in an external command: no semicolon, no control character. */
    private static ByteString nagiosName(YamlMapping root, String key, int maxBytes, String ifMissing) {
        String expected = "a name of up to " + maxBytes + " bytes without ; and control characters";
        return root.value(
                        key,
                        expected,
                        text -> Optional.of(ByteString.of(text))
                                .filter(name -> !name.isEmpty() && name.length() <= maxBytes)
                                .filter(name -> text.chars().noneMatch(c -> c == ';' || Character.isISOControl(c))))
                .orElse(ByteString.of(ifMissing));
    }

    private Optional<Server> server(YamlMapping server) {
        Optional<String> host = server.required("host", server.text("host"));
        int port = server.number("port", 1, 65535).orElse(5667);
        Optional<EncryptionMethod> method = method(server);
        Optional<Path> passwordFile = server.path("password_file");
        Optional<Path> cfg = server.path("send_nsca_cfg");
        if (server.keys().contains("send_nsca_cfg")) {
            for (String key : List.of("method", "password_file")) {
                if (server.keys().contains(key)) {
                    server.problem(key, key + ": send_nsca_cfg tells it already; give one of the two");
                }
            }
        } else if (!server.keys().contains("password_file")) {
            server.problem("password_file", "server: password_file or send_nsca_cfg is missing");
        }
        Optional<Access> access = cfg.<Access>map(SendNscaCfg::new)
                .or(() -> passwordFile.map(
                        password -> new MethodAndPassword(method.orElse(EncryptionMethod.RIJNDAEL_128), password)));
        return host.flatMap(name -> access.map(how -> new Server(name, port, how)));
    }

    private static Optional<EncryptionMethod> method(YamlMapping server) {
        return server.text("method").flatMap(text -> {
            try {
                return Optional.of(EncryptionMethod.parse(text));
            } catch (UnsupportedMethodException e) {
                server.problem("method", "method: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private Optional<DigestPolicy> digest(YamlMapping root) {
        if (root.node("digest").orElse(null) instanceof YamlNode.Scalar) {
            root.value(
                    "digest",
                    "never, or keys such as threshold",
                    text -> text.equals("never") ? Optional.of(text) : Optional.empty());
            return Optional.empty();
        }
        DigestPolicy usual = DigestPolicy.DEFAULT;
        return Optional.of(root.mapping("digest", DIGEST_KEYS)
                .map(digest -> new DigestPolicy(
                        digest.number("threshold", 0, MILLION).orElse(usual.threshold()),
                        digest.number("per_source", 0, MILLION).orElse(usual.perSource()),
                        duration(digest, "within").orElse(usual.within()),
                        duration(digest, "window").orElse(usual.window()),
                        digest.number("top", 1, 1000).orElse(usual.top())))
                .orElse(usual));
    }

    private ScanPolicy scan(YamlMapping scan) {
        return new ScanPolicy(
                count(scan, "daemons"),
                count(scan, "sources"),
                duration(scan, "within").orElse(ScanPolicy.NONE.within()));
    }

    private static OptionalInt count(YamlMapping scan, String key) {
        return scan.number(key, 2, 1000).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private SpoolLimits limits(YamlMapping limits) {
        SpoolLimits usual = SpoolLimits.DEFAULT;
        return new SpoolLimits(
                limits.number("files", 1, 100 * MILLION).orElse(usual.files()),
                limits.value("bytes", "a size such as 500kB, 100MB or 2GB", ByteSize::parse)
                        .orElse(usual.bytes()),
                duration(limits, "age").orElse(usual.age()));
    }

    private static Optional<Duration> duration(YamlMapping mapping, String key) {
        Optional<Duration> duration = mapping.duration(key);
        if (duration.filter(time -> time.isZero() || time.compareTo(MAX_DURATION) > 0)
                .isPresent()) {
            mapping.problem(key, key + ": expected more than nothing and at most 366d");
        }
        return duration;
    }

    private static List<Network> networks(YamlMapping root) {
        List<Network> networks = new ArrayList<>();
        for (YamlNode.Scalar item : root.scalars("ignore")) {
            Network.parse(item.text())
                    .ifPresentOrElse(
                            networks::add,
                            () -> root.problem(
                                    item,
                                    "ignore: expected an address or a network such as 192.0.2.0/24, found "
                                            + item.kind()));
        }
        return List.copyOf(networks);
    }

    private AlertStyle alert(YamlMapping root) {
        Map<String, Integer> states = new HashMap<>();
        Set<String> daemons = root.node("states").orElse(null) instanceof YamlNode.Mapping mapping
                ? Set.copyOf(mapping.entries().stream()
                        .map(entry -> entry.key().text())
                        .toList())
                : Set.of();
        root.mapping("states", daemons)
                .ifPresent(mapping -> daemons.forEach(
                        daemon -> mapping.number(daemon, 0, 3).ifPresent(state -> states.put(daemon, state))));
        return new AlertStyle(
                template(root),
                root.number("state", 0, 3).orElse(2),
                Map.copyOf(states),
                root.flag("perfdata").orElse(false),
                root.flag("details").orElse(false));
    }

    private static Template template(YamlMapping root) {
        return root.text("text")
                .flatMap(text -> {
                    try {
                        if (text.chars().anyMatch(c -> c == '|' || Character.isISOControl(c))) {
                            throw new IllegalArgumentException("expected one line without |");
                        }
                        return Optional.of(new Template(text));
                    } catch (IllegalArgumentException e) {
                        root.problem("text", "text: " + e.getMessage());
                        return Optional.<Template>empty();
                    }
                })
                .orElse(Template.RECIPE);
    }
}
