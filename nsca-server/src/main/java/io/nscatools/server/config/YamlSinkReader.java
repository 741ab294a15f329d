package io.nscatools.server.config;

import io.nscatools.server.sink.Glob;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the sinks, the journal and the pace of {@code nsca.yml}. */
final class YamlSinkReader {
    static final Set<String> SINK_KEYS =
            Set.of("command_file", "alternate_dump_file", "check_result_directory", "file", "standard_output");
    static final Set<String> JOURNAL_KEYS = Set.of("directory", "max_size");
    static final Set<String> PACE_KEYS = Set.of("service", "results_per_second", "burst");

    private static final List<String> KINDS =
            List.of("command_file", "check_result_directory", "file", "standard_output");
    private static final int MAX_RESULTS_PER_SECOND = 1_000_000;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(KB|MB|GB|TB)");

    private final YamlMapping root;
    private final Optional<YamlMapping> journal;

    YamlSinkReader(YamlMapping root) {
        this.root = root;
        this.journal = root.mapping("journal", JOURNAL_KEYS);
    }

    List<SinkConfig> sinks() {
        List<YamlMapping> mappings = root.mappings("sinks", SINK_KEYS);
        root.required("sinks", root.node("sinks"));
        if (root.node("sinks").isPresent() && mappings.isEmpty()) {
            root.problem("sinks", "sinks: expected a list of at least one");
        }
        List<SinkConfig> sinks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Journals journals = new Journals(mappings.size() > 1);
        for (YamlMapping mapping : mappings) {
            sink(mapping, journals).ifPresent(sink -> {
                if (!names.add(sink.name())) {
                    mapping.problem(mapping.node(), "sinks: " + sink.name() + " stands here a second time");
                }
                sinks.add(sink);
            });
        }
        return sinks;
    }

    private static Optional<SinkConfig> sink(YamlMapping mapping, Journals journals) {
        List<String> kinds = KINDS.stream().filter(mapping.keys()::contains).toList();
        if (kinds.size() != 1) {
            mapping.problem(mapping.node(), "sinks: expected one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        String kind = kinds.get(0);
        Optional<Path> dumpFile = mapping.path("alternate_dump_file");
        if (dumpFile.isPresent() && !kind.equals("command_file")) {
            mapping.problem("alternate_dump_file", "alternate_dump_file: only a command_file has one");
        }
        if (kind.equals("standard_output")) {
            if (!mapping.flag(kind).orElse(true)) {
                mapping.problem(kind, "standard_output: remove the sink if it is not meant");
            }
            return Optional.of(new SinkConfig.StandardOutput());
        }
        return mapping.path(kind).map(path -> switch (kind) {
            case "command_file" -> new SinkConfig.CommandFile(path, dumpFile, journals.of(path));
            case "check_result_directory" -> new SinkConfig.CheckResultDirectory(path, journals.of(path));
            default -> new SinkConfig.RegularFile(path, journals.of(path));
        });
    }

    /** Which journal each sink has: the configured directory, or one below it for each of several sinks. */
    private final class Journals {
        private final Optional<Path> directory = journal.flatMap(mapping -> mapping.path("directory"));
        private final long maxBytes = maxBytes();
        private final boolean several;

        private Journals(boolean several) {
            this.several = several;
        }

        private Optional<JournalConfig> of(Path path) {
            Path own = directory
                    .map(parent -> several ? parent.resolve(nameOf(path)) : parent)
                    .orElseGet(() -> JournalConfig.beside(path).directory());
            return Optional.of(new JournalConfig(own, maxBytes));
        }

        private String nameOf(Path path) {
            return path.toAbsolutePath().normalize().toString().substring(1).replace('/', '-');
        }
    }

    private long maxBytes() {
        return journal.flatMap(mapping ->
                        mapping.value("max_size", "a size of at least 1MB, such as 500MB or 1GB", text -> {
                            Matcher matcher = SIZE.matcher(text);
                            return matcher.matches()
                                    ? Optional.of(Long.parseLong(matcher.group(1)) << shift(matcher.group(2)))
                                            .filter(size -> size >= JournalConfig.MIN_BYTES)
                                    : Optional.empty();
                        }))
                .orElse(JournalConfig.DEFAULT_MAX_BYTES);
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 40;
        };
    }

    List<PaceConfig> paces() {
        if (root.node("pace").isEmpty()) {
            return PaceConfig.DEFAULT;
        }
        return root.mappings("pace", PACE_KEYS).stream()
                .map(YamlSinkReader::pace)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PaceConfig> pace(YamlMapping mapping) {
        Optional<String> service = mapping.required("service", mapping.text("service"));
        Optional<Integer> rate =
                mapping.required("results_per_second", mapping.number("results_per_second", 1, MAX_RESULTS_PER_SECOND));
        Optional<Integer> burst = mapping.number("burst", 1, MAX_RESULTS_PER_SECOND);
        return service.isEmpty() || rate.isEmpty()
                ? Optional.empty()
                : Optional.of(new PaceConfig(Glob.of(service.get()), rate.get(), burst.orElse(rate.get())));
    }
}
