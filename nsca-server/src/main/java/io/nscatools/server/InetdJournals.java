package io.nscatools.server;

import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.JournalConfig;
import io.nscatools.server.sink.SinkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The journals of servers that are processes of one connection each: as a journal belongs to one process at a time,
 * there are as many, with numbers, as there were connections at once.
 */
final class InetdJournals {
    private static final int MAX_CONNECTIONS = 1000;

    private InetdJournals() {}

    /** Returns the numbers to try: those of journals that are there, in any order, and then new ones. */
    static List<Integer> numbers(NscaServerConfig config) {
        List<Path> journals = config.sinks().stream()
                .flatMap(sink -> sink.journal().stream())
                .map(JournalConfig::directory)
                .toList();
        int known = 0;
        while (known < MAX_CONNECTIONS && exists(journals, known + 1)) {
            known++;
        }
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, known).boxed().toList());
        Collections.shuffle(numbers); // so that what is left in any of them does not wait for a crowd
        IntStream.rangeClosed(known + 1, MAX_CONNECTIONS).forEach(numbers::add);
        return numbers;
    }

    private static boolean exists(List<Path> journals, int number) {
        return journals.stream().anyMatch(journal -> Files.exists(numbered(number, journal)));
    }

    /** Returns the configuration with journals of this number. */
    static NscaServerConfig withNumber(int number, NscaServerConfig config) {
        return new NscaServerConfig(
                config.listen(),
                config.credentials(),
                config.sinks().stream().map(sink -> withNumber(number, sink)).toList(),
                config.paces(),
                config.maxPacketAge(),
                config.layouts(),
                config.limits(),
                config.access(),
                config.log(),
                config.metrics(),
                config.pidFile(),
                config.watchConfig(),
                config.notes());
    }

    private static SinkConfig withNumber(int number, SinkConfig sink) {
        Optional<JournalConfig> journal = sink.journal()
                .map(shared -> new JournalConfig(numbered(number, shared.directory()), shared.maxBytes()));
        if (sink instanceof SinkConfig.CommandFile file) {
            return new SinkConfig.CommandFile(file.path(), file.alternateDumpFile(), journal);
        }
        if (sink instanceof SinkConfig.CheckResultDirectory directory) {
            return new SinkConfig.CheckResultDirectory(directory.path(), journal);
        }
        return sink instanceof SinkConfig.RegularFile file ? new SinkConfig.RegularFile(file.path(), journal) : sink;
    }

    private static Path numbered(int number, Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".inetd-" + number);
    }
}
