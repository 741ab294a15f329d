package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smaller examples, each run as a reader would. */
class ExamplesIT {
    @TempDir
    private Path work;

    @Test
    void dropInClient() throws Exception {
        ForeignPrograms.path("usr/sbin/send_nsca");
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "hosts with namespaces of their own need root");
        String command = "PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.fingerd-198.51.100.7\n";
        assertThat(new Example("examples/drop-in-client/run", work).run())
                .contains(command + command)
                .contains("PROBLEM firestorm TCP Wrappers CRITICAL Denied in.fingerd-198.51.100.7\n")
                .contains("==> Nagios has read the same from both.");
    }

    @Test
    void dropInServer() throws Exception {
        ForeignPrograms.path("usr/sbin/send_nsca");
        assertThat(new Example("examples/drop-in-server/run", work).run())
                .contains("40 2 data packet(s) sent to host successfully.")
                .contains("==> All 80 results have arrived, each once.");
    }

    @Test
    void sameHost() throws Exception {
        ForeignPrograms.path("usr/sbin/nagios4");
        assertThat(new Example("examples/same-host/run", work).run())
                .containsPattern("\nPROBLEM firestorm TCP Wrappers CRITICAL Denied in.fingerd-[0-9.]+\n");
    }

    @Test
    void library() throws Exception {
        assertThat(new Example("examples/library/run", work).run())
                .contains("CONFIRMED \nCONFIRMED \n")
                .contains("] PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied sshd-192.0.2.7\n")
                .contains("] PROCESS_HOST_CHECK_RESULT;firestorm;0;UP\n");
    }

    @Test
    void fail2ban() throws Exception {
        ForeignPrograms.path("usr/bin/fail2ban-client");
        assertThat(new Example("examples/fail2ban/run", work).run())
                .contains("OK: configuration test is successful")
                .contains("\nPROBLEM firestorm TCP Wrappers CRITICAL Denied sshd-203.0.113.9\n")
                .contains("\nPROBLEM firestorm TCP Wrappers CRITICAL Denied sshd-203.0.113.10\n");
    }

    @Test
    void icinga2() throws Exception {
        ForeignPrograms.path("usr/share/icinga2");
        assertThat(new Example("examples/icinga2/run", work).run())
                .contains("\nPROBLEM firestorm TCP Wrappers Denied sshd-203.0.113.9\n");
    }
}
