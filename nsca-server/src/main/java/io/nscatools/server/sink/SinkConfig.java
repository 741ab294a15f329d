package io.nscatools.server.sink;

import java.nio.file.Path;
import java.util.Optional;

/** One place to which all check results go. */
public sealed interface SinkConfig {
    /** Returns how the log and the metrics name the sink, such as {@code command_file /run/nagios.cmd}. */
    String name();

    /** Returns where results wait while the sink does not take them; without a journal they wait in memory. */
    Optional<JournalConfig> journal();

    /**
     * Nagios' external command file, a FIFO that Nagios makes; never created here. A regular file in its place is
     * appended to.
     *
     * @param path the file
     * @param alternateDumpFile where lines go while {@code path} does not exist, as in C; replayed when it does again
     * @param journal where results wait otherwise
     */
    record CommandFile(Path path, Optional<Path> alternateDumpFile, Optional<JournalConfig> journal)
            implements SinkConfig {
        /** A command file with the default journal, beside it, and without a dump file. */
        public CommandFile(Path path) {
            this(path, Optional.empty(), Optional.of(JournalConfig.beside(path)));
        }

        @Override
        public String name() {
            return "command_file " + path;
        }
    }

    /**
     * The directory from which Nagios takes files of check results (fact 27), {@code check_result_path} in its
     * configuration.
     *
     * @param path the directory; never created here
     * @param journal where results wait while it cannot be written
     */
    record CheckResultDirectory(Path path, Optional<JournalConfig> journal) implements SinkConfig {
        /** A directory with the default journal, beside it. */
        public CheckResultDirectory(Path path) {
            this(path, Optional.of(JournalConfig.beside(path)));
        }

        @Override
        public String name() {
            return "check_result_path " + path;
        }
    }

    /**
     * A regular file that external commands are appended to.
     *
     * @param path the file; created if missing, and again after it was renamed, as logrotate does
     * @param journal where results wait while it cannot be written
     */
    record RegularFile(Path path, Optional<JournalConfig> journal) implements SinkConfig {
        /** A file with the default journal, beside it. */
        public RegularFile(Path path) {
            this(path, Optional.of(JournalConfig.beside(path)));
        }

        @Override
        public String name() {
            return "file " + path;
        }
    }

    /** External commands on standard output, one a line; what its reader does not take waits in memory. */
    record StandardOutput() implements SinkConfig {
        @Override
        public String name() {
            return "standard output";
        }

        @Override
        public Optional<JournalConfig> journal() {
            return Optional.empty();
        }
    }
}
