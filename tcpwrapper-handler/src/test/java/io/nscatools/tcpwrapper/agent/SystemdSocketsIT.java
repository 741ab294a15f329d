package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sockets of a real systemd whose service is tcpd, with the units of docs/tcpwrapper.md and others that miss a line.
 */
class SystemdSocketsIT {
    /** The units of the script that leave the handler alone and let it write. */
    private static final String REPORTED = "in.both\nin.fingerd\nin.process\nin.writable\ntcpd\n";

    private static final int UNITS = 8;

    @TempDir
    private Path folder;

    @Test
    void theUnitDecidesWhetherTheAlertComes() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/lib/systemd/systemd")),
                "a systemd of its own needs root and systemd");
        new ScriptFolder(folder);
        String guide = Files.readString(Project.root().resolve("docs/tcpwrapper.md"));
        for (String unit : List.of("finger.socket", "finger@.service")) {
            Matcher listing =
                    Pattern.compile("(?s)\n# " + unit + "\n(.*?)\n```").matcher(guide);
            assertThat(listing.find()).as(unit).isTrue();
            Files.writeString(folder.resolve(unit), listing.group(1) + "\n");
        }
        Files.writeString(folder.resolve("peers"), ForeignPrograms.path("").toString());
        CommandResult result = CommandResult.run(
                new ProcessBuilder(
                        Project.root()
                                .resolve("packaging/src/test/sh/in-debian-root")
                                .toString(),
                        folder.toString(),
                        Project.root()
                                .resolve("tcpwrapper-handler/src/test/sh/systemd-sockets")
                                .toString()),
                new byte[0]);
        String noByteEach = String.join("", Collections.nCopies(UNITS, "0\n"));
        assertThat(result.stdout()).as(result.stderr()).isEqualTo(noByteEach + REPORTED);
    }
}
