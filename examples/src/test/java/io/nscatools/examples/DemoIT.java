package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code ./demo} of README.md. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void showsTheAlertOfNagiosWhereThereIsOne() throws Exception {
        ForeignPrograms.path("usr/sbin/nagios4");
        CommandResult result = CommandResult.run(demo(), new byte[0]);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.stdout())
                .contains("SERVICE ALERT: firestorm;TCP Wrappers;CRITICAL;HARD;1;Denied in.fingerd-127.0.0.1")
                .contains("PROBLEM firestorm TCP Wrappers CRITICAL Denied in.fingerd-127.0.0.1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void showsWhatNagiosWouldReadWhereThereIsNone() throws Exception {
        ProcessBuilder demo = demo();
        demo.environment().put("XDG_CACHE_HOME", folder.resolve("none").toString());
        CommandResult result = CommandResult.run(demo, new byte[0]);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.stdout()).contains("Denied in.fingerd-127.0.0.1");
        assertThat(folder).isEmptyDirectory();
    }

    private ProcessBuilder demo() {
        ProcessBuilder demo = new ProcessBuilder(Project.root().resolve("demo").toString());
        demo.environment().put("TMPDIR", folder.toString());
        return demo;
    }
}
