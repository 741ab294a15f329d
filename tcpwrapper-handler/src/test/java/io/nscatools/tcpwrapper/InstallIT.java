package io.nscatools.tcpwrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.cli.Cli;
import io.nscatools.tcpwrapper.access.TcpdCases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What install writes, read by Debian's own tcpdmatch and tcpdchk. */
class InstallIT {
    private static final List<String> CLIENTS = List.of("192.0.2.7", "192.0.2.8", "2001:db8::7", "2001:db8::8");
    private static final List<List<String>> OPTIONS =
            List.of(List.of(), List.of("--spawn"), List.of("--ident", "2"), List.of("--spawn", "--ident", "2"));

    @TempDir
    private Path folder;

    @Test
    void isUnderstoodByLibwrap() throws Exception {
        TcpdCases cases = new TcpdCases(folder, "127.0.0.1 localhost\n");
        Path handler = Files.writeString(folder.resolve("handle_tcp_wrapper"), "#!/bin/sh\n");
        assertThat(handler.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("spool_record"));
        int number = 0;
        for (List<String> options : OPTIONS) {
            for (String client : CLIENTS) {
                cases.add(number, "sshd: 192.0.2.7 [2001:db8::7]\n", "in.telnetd: ALL\n", "sshd", client);
                install(cases.folder(number), handler, options);
                number++;
            }
        }
        cases.run("tcpdmatch", number);
        for (int i = 0; i < number; i++) {
            boolean kept = CLIENTS.get(i % CLIENTS.size()).endsWith("7");
            boolean twist = !OPTIONS.get(i / CLIENTS.size()).contains("--spawn");
            assertThat(cases.output(i))
                    .endsWith("access:   " + (kept ? "granted" : twist ? "delegated" : "denied") + "\n");
        }
    }

    private static void install(Path hosts, Path handler, List<String> options) {
        StringWriter err = new StringWriter();
        InstallCommand command = new InstallCommand("192.0.2.7 50000 192.0.2.1 22", Clock.systemUTC());
        List<String> arguments = new ArrayList<>(List.of("--apply", "--handler", handler.toString()));
        arguments.addAll(List.of("--allow-file", hosts.resolve("hosts.allow").toString()));
        arguments.addAll(List.of("--deny-file", hosts.resolve("hosts.deny").toString()));
        arguments.addAll(options);
        Cli.of(command, new PrintWriter(new StringWriter()), new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
    }
}
