package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.server.sink.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the server can hand results over, and keep them where it cannot. */
final class SinkCheck {
    private static final int FILE_TYPE = 0170000;
    private static final int FIFO = 0010000;

    private final Findings findings;
    private final ServerUser user;
    private final Optional<ProcessHandle> server;
    private final Optional<NagiosConfig> nagios;

    SinkCheck(Findings findings, ServerUser user, Optional<ProcessHandle> server, Optional<NagiosConfig> nagios) {
        this.findings = findings;
        this.user = user;
        this.server = server;
        this.nagios = nagios;
    }

    void run(SinkConfig sink) {
        if (sink instanceof SinkConfig.CommandFile commandFile) {
            commandFile(commandFile.path());
        } else if (sink instanceof SinkConfig.CheckResultDirectory directory) {
            checkResultPath(directory.path());
        } else if (sink instanceof SinkConfig.RegularFile file) {
            writable("file", file.path(), Files.exists(file.path()) ? "w" : "");
        }
        sink.journal().ifPresent(journal -> new JournalCheck(findings, user).run(journal));
    }

    private void commandFile(Path path) {
        same("command-file", "command_file", path);
        Optional<ServerUser.Obstacle> onTheWay = user.obstacle(path, "");
        if (onTheWay.isPresent()) {
            user.report(findings, "command-file", onTheWay.get());
        } else if (!Files.exists(path)) {
            findings.problem(
                    "command-file",
                    path + ": no such file or directory",
                    "start Nagios, which makes it unless check_external_commands=0");
        } else if (!isFifo(path)) {
            findings.problem(
                    "command-file",
                    path + " is no FIFO: Nagios does not read it",
                    "remove it and restart Nagios, which makes a FIFO; something wrote to it while Nagios was away");
        } else if (writable("command-file", path, "rw")) { // the server holds both ends
            new FifoReaders(findings, server).run(path);
        }
    }

    private static boolean isFifo(Path path) {
        try {
            return ((Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == FIFO;
        } catch (IOException e) {
            return false;
        }
    }

    private void checkResultPath(Path path) {
        same("check-result-path", "check_result_path", path);
        if (Files.isDirectory(path) || user.obstacle(path, "").isPresent()) {
            writable("check-result-path", path, "wx");
        } else {
            findings.problem(
                    "check-result-path",
                    path + " is no directory",
                    "name check_result_path of Nagios' main configuration file");
        }
    }

    private void same(String point, String setting, Path path) {
        Optional<Path> theirs = nagios.flatMap(config -> config.path(setting));
        if (theirs.isPresent() && !isSame(theirs.get(), path)) {
            findings.problem(
                    point,
                    "the server writes to " + path + ", Nagios reads " + theirs.get(),
                    "make " + setting + " the same in both configurations");
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    private boolean writable(String point, Path path, String modes) {
        Optional<ServerUser.Obstacle> obstacle = user.obstacle(path, modes);
        if (obstacle.isPresent()) {
            user.report(findings, point, obstacle.get());
        } else {
            findings.ok(point, path + ": " + ServerUser.describe(path));
        }
        return obstacle.isEmpty();
    }
}
