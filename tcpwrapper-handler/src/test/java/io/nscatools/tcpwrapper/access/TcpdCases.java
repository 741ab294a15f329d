package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Runs tcpdmatch or tcpdchk on many pairs of hosts.allow and hosts.deny, each in a folder of its own. */
public final class TcpdCases {
    private static final Path SCRIPT = Project.root().resolve("tcpwrapper-handler/src/test/resources/tcpd-cases");

    /** So many that one run ends well within the time that CommandResult gives it. */
    private static final int BATCH = 300;

    private final Path folder;

    /** Makes {@code folder} ready; {@code hosts} is what the programs see as /etc/hosts, their only source of names. */
    public TcpdCases(Path folder, String hosts) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("hosts"), hosts);
        Files.writeString(folder.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
        Files.createDirectories(folder.resolve("cases"));
    }

    /** Returns the folder of a case, which is made if it is not there. */
    public Path folder(int number) throws IOException {
        return Files.createDirectories(folder.resolve("cases").resolve(Integer.toString(number)));
    }

    /** Adds a case; text is written one byte a char. */
    public void add(int number, String allow, String deny, String... arguments) throws IOException {
        write(folder(number).resolve("hosts.allow"), allow);
        write(folder(number).resolve("hosts.deny"), deny);
        write(folder(number).resolve("args"), String.join("\n", arguments) + (arguments.length > 0 ? "\n" : ""));
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    /** Runs {@code program} on the cases 0 to {@code count} - 1; skips the test if that cannot be done here. */
    public void run(String program, int count) throws Exception {
        ProcessBuilder namespace =
                new ProcessBuilder("sh", "-c", "[ \"$(id -u)\" = 0 ] && unshare -m true || unshare -U -r -m true");
        ForeignPrograms.requireThat(
                CommandResult.run(namespace, new byte[0]).exitCode() == 0,
                "private host names for " + program + " need a mount namespace");
        for (int first = 0; first < count; first += BATCH) {
            ProcessBuilder command = new ProcessBuilder(
                    SCRIPT.toString(),
                    folder.toString(),
                    ForeignPrograms.path("usr/sbin/" + program).toString());
            IntStream.range(first, Math.min(first + BATCH, count))
                    .forEach(number -> command.command().add(Integer.toString(number)));
            command.environment().put("LD_LIBRARY_PATH", ForeignPrograms.ldLibraryPath());
            CommandResult result = CommandResult.run(command, new byte[0]);
            assertThat(result.exitCode()).as(result.toString()).isZero();
        }
    }

    /** Returns what the program printed about a case, one char a byte. */
    public String output(int number) throws IOException {
        return Files.readString(folder(number).resolve("out"), StandardCharsets.ISO_8859_1);
    }

    /** Returns what the program complained of in a case, one char a byte. */
    public String errors(int number) throws IOException {
        return Files.readString(folder(number).resolve("err"), StandardCharsets.ISO_8859_1);
    }
}
