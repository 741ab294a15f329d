package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe with xinetd and tcpd, our handler and server, and Nagios, on hosts that are namespaces; {@code ./demo} of
 * README.md.
 */
class FirestormToMonitorIT {
    private static final String SCRIPT = "examples/firestorm-to-monitor/run";

    @TempDir
    private Path work;

    @BeforeEach
    void requireNagios() {
        ForeignPrograms.path("usr/sbin/nagios4");
    }

    @Test
    void nothingIsLostWhateverGoesAway() throws Exception {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "hosts with namespaces of their own need root");
        Example example = new Example(SCRIPT, work);
        if (Boolean.getBoolean("nscatools.soak")) {
            example.with("DOWN", "20");
        }
        String printed = example.run("once", "flood", "nagios-restart", "server-stop");
        assertThat(printed)
                .contains("==> Hosts, each with namespaces of its own")
                .containsPattern("flood: 500 refused, 500 told in [1-9][0-9]? alerts")
                .contains("nagios-restart: 60 refused, 60 told in ", "server-stop: 60 refused, 60 told in ");
        assertOneOfEach(printed, "198.51.100.7");
    }

    @Test
    void withoutNamespacesHostsAreAddressesOfTheLoopbackInterface() throws Exception {
        String printed = new Example("demo", work).with("NAMESPACES", "no").run("once");
        assertOneOfEach(printed, "127.0.0.7");
    }

    @Test
    void withoutNagiosItShowsWhatThatWouldRead() throws Exception {
        Path none = work.resolveSibling(work.getFileName() + "-none");
        String printed = new Example("demo", work)
                .with("XDG_CACHE_HOME", none.toString())
                .run();
        assertThat(printed)
                .containsPattern("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.fingerd-[0-9.]+\n");
    }

    private static void assertOneOfEach(String printed, String intruder) {
        String denied = "Denied in.fingerd-" + intruder;
        assertThat(lines(printed, "PASSIVE SERVICE CHECK: ")).containsExactly("firestorm;TCP Wrappers;0;(null)");
        assertThat(lines(printed, "SERVICE ALERT: "))
                .containsExactly("firestorm;TCP Wrappers;CRITICAL;HARD;1;" + denied);
        assertThat(lines(printed, "SERVICE NOTIFICATION: "))
                .containsExactly("security;firestorm;TCP Wrappers;CRITICAL;note-in-file;" + denied);
        assertThat(lines(printed, "PROBLEM ")).containsExactly("firestorm TCP Wrappers CRITICAL " + denied);
    }

    /** Returns what follows {@code start} in the lines that have it first, after the time. */
    private static List<String> lines(String printed, String start) {
        return printed.lines()
                .map(line -> line.replaceFirst("^\\[[0-9]+] ", ""))
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }
}
