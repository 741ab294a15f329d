package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.tcpwrapper.access.RuleGenerator;
import io.nscatools.tcpwrapper.access.TcpdCases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explain command beside Debian's tcpdmatch, for IPv4 addresses, whose names both take for unknown. */
class ExplainIT {
    private static final int CASES = 300;
    private static final Map<String, String> VERDICTS = Map.of(
            "access:   granted", "allowed",
            "access:   denied", "denied",
            "access:   delegated", "served by the twist command");

    @TempDir
    private Path folder;

    @Test
    void saysWhatTcpdmatchSays() throws Exception {
        RuleGenerator generator = new RuleGenerator(4);
        TcpdCases cases = new TcpdCases(folder, RuleGenerator.HOSTS);
        List<String> clients = List.of("10.1.0.1", "joe@10.1.2.3", "127.0.0.1", "unknown", "a@192.0.2.7");
        for (int i = 0; i < CASES; i++) {
            String allow = generator.table(" ", "10.1.2.");
            cases.add(i, allow, generator.table(" ", "10.1."), "sshd", clients.get(i % clients.size()));
        }
        cases.run("tcpdmatch", CASES);

        List<String> differences = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String theirs = cases.output(i).lines().reduce("", (before, line) -> line);
            String ours = explain(cases.folder(i), clients.get(i % clients.size()));
            if (!ours.contains(": " + VERDICTS.get(theirs) + ": ")) {
                differences.add(i + ": " + theirs + ", " + ours);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String explain(Path folder, String client) {
        StringWriter out = new StringWriter();
        String[] arguments = {
            "explain",
            "--allow-file",
            folder.resolve("hosts.allow").toString(),
            "--deny-file",
            folder.resolve("hosts.deny").toString(),
            "sshd",
            client
        };
        int exitCode =
                TcpwrapperHandler.run(arguments, new PrintWriter(out, true), new PrintWriter(new StringWriter()));
        assertThat(exitCode).isZero();
        return out.toString().lines().findFirst().orElseThrow();
    }
}
