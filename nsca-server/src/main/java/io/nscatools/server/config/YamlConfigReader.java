package io.nscatools.server.config;

import io.netty.util.NetUtil;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import io.nscatools.yaml.YamlMapping;
import io.nscatools.yaml.YamlNode;
import io.nscatools.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads {@code nsca.yml}. Its keys are also in docs/nsca.schema.json. */
final class YamlConfigReader {
    static final Set<String> ROOT_KEYS = Set.of(
            "listen",
            "credentials",
            "sinks",
            "journal",
            "pace",
            "max_packet_age",
            "plugin_output_length",
            "limits",
            "access",
            "log",
            "metrics",
            "watch_config");
    static final Set<String> LISTEN_KEYS = Set.of("address", "port");
    static final Set<String> LIMITS_KEYS = Set.of(
            "connections", "connections_per_source", "idle_time", "connection_time", "results_per_second_per_source");
    static final Set<String> ACCESS_KEYS = Set.of("tcp_wrappers", "strict_mode_spoofing");
    static final Set<String> LOG_KEYS = Set.of("level", "format", "target");
    static final Set<String> METRICS_KEYS = Set.of("listen");

    /** More connections than a process can have files. */
    private static final int MAX_CONNECTIONS = 1_000_000;

    /** What a first packet costs grows with this. */
    private static final int MAX_LAYOUTS = 8;

    private static final int MAX_RESULTS_PER_SECOND = 1_000_000;

    private final YamlMapping root;

    private YamlConfigReader(YamlMapping root) {
        this.root = root;
    }

    /** Returns what {@code file} says; throws with all that is wrong in it. */
    static NscaServerConfig read(Path file) throws ProblemsException {
        List<Problem> problems = new ArrayList<>();
        YamlNode.Mapping document = YamlReader.read(file, problems);
        YamlMapping root = YamlMapping.of(file.toString(), "the configuration", document, ROOT_KEYS, problems);
        NscaServerConfig config = new YamlConfigReader(root).config();
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        return config;
    }

    private NscaServerConfig config() {
        List<String> notes = new ArrayList<>();
        List<CredentialConfig> credentials = new YamlCredentialReader(root, notes).credentials();
        YamlSinkReader sinkReader = new YamlSinkReader(root);
        List<SinkConfig> sinks = sinkReader.sinks();
        return new NscaServerConfig(
                listen(),
                credentials,
                sinks,
                sinkReader.paces(),
                root.duration("max_packet_age").orElse(Duration.ofSeconds(30)),
                layouts(),
                limits(),
                access(),
                log(),
                root.mapping("metrics", METRICS_KEYS).flatMap(YamlConfigReader::metricsAddress),
                Optional.empty(),
                root.flag("watch_config").orElse(false),
                notes);
    }

    private List<ListenAddress> listen() {
        if (root.node("listen").isEmpty()) {
            return List.of(new ListenAddress(Optional.empty(), ListenAddress.DEFAULT_PORT));
        }
        List<ListenAddress> addresses = root.mappings("listen", LISTEN_KEYS).stream()
                .map(mapping -> new ListenAddress(
                        mapping.text("address"),
                        mapping.number("port", 1, 65535).orElse(ListenAddress.DEFAULT_PORT)))
                .toList();
        if (addresses.isEmpty()) {
            root.problem("listen", "listen: expected a list of at least one address or port");
        }
        return addresses;
    }

    private List<PacketLayout> layouts() {
        if (root.node("plugin_output_length").isEmpty()) {
            return NscaServerConfig.LAYOUTS;
        }
        Set<Integer> lengths = new TreeSet<>();
        List<YamlNode.Scalar> scalars = root.scalars("plugin_output_length");
        for (YamlNode.Scalar scalar : scalars) {
            int length = scalar.text().matches("[0-9]{1,5}") ? Integer.parseInt(scalar.text()) : 0;
            if (length < PacketLayout.MIN_PLUGIN_OUTPUT_LENGTH || length > PacketLayout.MAX_PLUGIN_OUTPUT_LENGTH) {
                root.problem(
                        scalar,
                        "plugin_output_length: expected a number from " + PacketLayout.MIN_PLUGIN_OUTPUT_LENGTH + " to "
                                + PacketLayout.MAX_PLUGIN_OUTPUT_LENGTH + ", found " + scalar.kind());
            } else {
                lengths.add(length);
            }
        }
        if (scalars.isEmpty() || scalars.size() > MAX_LAYOUTS) {
            root.problem("plugin_output_length", "plugin_output_length: expected 1 to " + MAX_LAYOUTS + " lengths");
        }
        return lengths.stream().map(PacketLayout::new).toList();
    }

    private LimitsConfig limits() {
        LimitsConfig defaults = LimitsConfig.DEFAULT;
        return root.mapping("limits", LIMITS_KEYS)
                .map(mapping -> new LimitsConfig(
                        mapping.number("connections", 1, MAX_CONNECTIONS).orElse(defaults.connections()),
                        mapping.number("connections_per_source", 1, MAX_CONNECTIONS)
                                .orElse(defaults.connectionsPerSource()),
                        mapping.duration("idle_time").orElse(defaults.idleTime()),
                        mapping.duration("connection_time").orElse(defaults.connectionTime()),
                        mapping.number("results_per_second_per_source", 0, MAX_RESULTS_PER_SECOND)
                                .orElse(defaults.resultsPerSecondPerSource())))
                .orElse(defaults);
    }

    private AccessConfig access() {
        Optional<YamlMapping> mapping = root.mapping("access", ACCESS_KEYS);
        return new AccessConfig(
                mapping.flatMap(access -> access.flag("tcp_wrappers")).orElse(true),
                mapping.flatMap(access -> access.flag("strict_mode_spoofing")).orElse(false));
    }

    private LogConfig log() {
        LogConfig defaults = LogConfig.DEFAULT;
        return root.mapping("log", LOG_KEYS)
                .map(mapping -> new LogConfig(
                        choice(mapping, "level", LogConfig.Level.values()).orElse(defaults.level()),
                        choice(mapping, "format", LogConfig.Format.values()).orElse(defaults.format()),
                        choice(mapping, "target", LogConfig.Target.values()).orElse(defaults.target()),
                        defaults.facility()))
                .orElse(defaults);
    }

    private static <T extends Enum<T>> Optional<T> choice(YamlMapping mapping, String key, T[] choices) {
        String expected = Arrays.stream(choices).map(T::toString).collect(Collectors.joining(", "));
        return mapping.value(
                key,
                "one of " + expected,
                text -> Arrays.stream(choices)
                        .filter(choice -> choice.toString().equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    /** An address with a port, or a port alone, which is then one of loopback: metrics are not for everybody. */
    private static Optional<ListenAddress> metricsAddress(YamlMapping mapping) {
        return mapping.required(
                "listen", mapping.value("listen", "an address with its port, such as 127.0.0.1:9667", text -> {
                    int colon = text.lastIndexOf(':');
                    String port = text.substring(colon + 1);
                    String address =
                            colon < 0 ? "127.0.0.1" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
                    return port.matches("[1-9][0-9]{0,4}")
                                    && Integer.parseInt(port) <= 65535
                                    && (NetUtil.isValidIpV4Address(address) || NetUtil.isValidIpV6Address(address))
                            ? Optional.of(new ListenAddress(Optional.of(address), Integer.parseInt(port)))
                            : Optional.empty();
                }));
    }
}
