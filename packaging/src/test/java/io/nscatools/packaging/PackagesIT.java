package io.nscatools.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs, uses, upgrades and removes the packages in a throw-away copy of this machine's Debian. */
class PackagesIT {
    /** A busy machine needs a while for a system that boots and several Javas that start. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Where the machine has man-db, after each package, as the scenarios spare it the index of manual pages. */
    private static final String MAN_DB_SAYS = "Not building database; man-db/auto-update is not 'true'.\n";

    private static final Path SCRIPTS = Project.root().resolve("packaging/src/test/sh");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyPackages() throws Exception {
        ForeignPrograms.requireThat(
                System.getProperty("user.name").equals("root")
                        && Files.isExecutable(Path.of("/usr/bin/dpkg"))
                        && Files.isExecutable(Path.of("/lib/systemd/systemd")),
                "the packages are tried as root on a Debian with systemd");
        for (List<Path> packages : List.of(debs(), rpms())) {
            for (Path file : packages) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.copy(SCRIPTS.resolve("lib.sh"), folder.resolve("lib.sh"));
    }

    static List<Path> debs() throws IOException {
        return packages(".deb");
    }

    static List<Path> rpms() throws IOException {
        return packages(".rpm");
    }

    private static List<Path> packages(String ending) throws IOException {
        try (Stream<Path> files = Files.list(Project.root().resolve("packaging/target"))) {
            List<Path> packages = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(packages).hasSize(4);
            return packages;
        }
    }

    @Test
    void clientLiesBesideDebians() throws Exception {
        Path theirs = folder.resolve("c-client/usr/sbin/send_nsca");
        Files.createDirectories(theirs.getParent());
        Files.copy(ForeignPrograms.path("usr/sbin/send_nsca"), theirs);
        String output = inDebianRoot("client.sh");
        assertThat(output)
                .contains("""
                        beside the C program: /usr/sbin/send_nsca.c
                        """)
                .contains("""
                        switched: /usr/share/nsca-toolkit/bin/send_nsca
                        send_nsca (nsca-toolkit) 0.1.0-SNAPSHOT
                        -rw-r----- root nsca /etc/nsca-toolkit/send_nsca.cfg
                        """)
                .contains("""
                        without the C program: /usr/share/nsca-toolkit/bin/send_nsca
                        with the C program again: /usr/sbin/send_nsca.c
                        """)
                .contains("""
                        kept: encryption_method=16
                        upgraded: /usr/sbin/send_nsca.c
                        """)
                .contains("""
                        purged: /usr/sbin/send_nsca
                        """);
        assertNothingIsLeft(output);
    }

    @Test
    void serverTakesWhatDebiansClientSends() throws Exception {
        Files.writeString(
                folder.resolve("peers-send_nsca"),
                ForeignPrograms.path("usr/sbin/send_nsca").toString());
        Files.writeString(folder.resolve("peers-libraries"), ForeignPrograms.ldLibraryPath());
        String output = inDebianRoot("server.sh");
        assertThat(output)
                .contains("""
                        Setting up nsca-toolkit-server (0.1.0~snapshot) ...
                        A new password for this server is in /etc/nsca-toolkit/password. Each client needs the same one.
                        Say in /etc/nsca-toolkit/nsca.yml where Nagios' command file is, and let the user nsca write to it:
                          usermod -aG $(stat -c %G /var/lib/nagios4/rw/nagios.cmd) nsca
                        The server is not started. To have it start at each boot, and to start it now:
                          systemctl enable nsca-server
                          systemctl start nsca-server
                        """)
                .contains("""
                        enabled: disabled disabled\s
                        active: inactive inactive\s
                        -rw-r----- root:nsca /etc/nsca-toolkit/nsca.yml
                        -rw-r----- root:nsca /etc/nsca-toolkit/password
                        password: 33 characters
                        nsca:/var/lib/nsca-toolkit:/usr/sbin/nologin
                        nsca-server-VERSION.""")
                .contains("""
                        units verified
                        doctor: /var/lib/nagios4/rw/nagios.cmd: no such file or directory
                        doctor: /var/lib/nsca-toolkit/journal is not there yet: systemd makes it when the server starts
                        == works
                        """)
                .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;by the service\n")
                .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;after a reload\nstopped: success\n")
                .contains("before the first connection: inactive\n")
                .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;by the socket\n")
                .contains("""
                        kept: # edited, -rw-r----- root:nsca
                        the same password
                        started anew
                        """)
                .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;after the upgrade\n")
                .contains("active: inactive\n");
        assertNothingIsLeft(output);
    }

    @Test
    void refusedConnectionsReachTheCommandFile() throws Exception {
        String output = inDebianRoot("tcpwrapper.sh");
        assertThat(output).contains("""
                          systemctl enable tcpwrapper-handler
                          systemctl start tcpwrapper-handler
                        """).contains("""
                        enabled: disabled disabled\s
                        -rw-r--r-- root:root /etc/nsca-toolkit/tcpwrapper-handler.conf
                        -rw-r----- root:nsca /etc/nsca-toolkit/tcpwrapper-handler.yml
                        drwx-ws-wt nsca:nsca /var/spool/tcpwrapper-handler
                        units verified
                        == agent
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.fingerd-192.0.2.7
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied sshd-192.0.2.8
                        PROCESS_SERVICE_CHECK_RESULT;web;HTTP;1;slow
                        stopped: success
                        == drain, without a resident process
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.telnetd-192.0.2.9
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied vsftpd-192.0.2.10
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied rlogind-192.0.2.11
                        """).contains("""
                        kept: # edited, -rw-r----- root:nsca
                        PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied imapd-192.0.2.12
                        == purge
                        active: inactive
                        the server is still there: active
                        others may use the password: /etc/nsca-toolkit/password
                        to whom the configuration belongs: nsca
                        """);
        assertNothingIsLeft(output);
    }

    @Test
    void generatorComesAndGoes() throws Exception {
        String output = inDebianRoot("configgen.sh");
        assertThat(output)
                .contains("host_name                       firestorm\n")
                .containsPattern("after another Java: nagios-config-gen-VERSION\\.(jsa|aot)\n")
                .contains("not ours: nsca\n");
        assertNothingIsLeft(output);
    }

    /** Debian's rpm knows nothing of what is installed there, and no RHEL was at hand. */
    @Test
    void rpmsDoTheSame() throws Exception {
        ForeignPrograms.requireThat(Files.isExecutable(Path.of("/usr/bin/rpm")), "rpm is not installed");
        String output = inDebianRoot("rpm.sh");
        assertThat(output)
                .contains("""
                        Say in /etc/nsca-toolkit/nsca.yml where Nagios' command file is, and let the user nsca write to it:
                          usermod -aG $(stat -c %G /var/spool/nagios/cmd/nagios.cmd) nsca
                        """)
                .contains("""
                        enabled: disabled disabled disabled disabled\s
                        active: inactive inactive inactive inactive\s
                        -rw-r----- root:nsca /etc/nsca-toolkit/nsca.yml
                        -rw-r----- root:nsca /etc/nsca-toolkit/password
                        -rw-r--r-- root:root /etc/nsca-toolkit/tcpwrapper-handler.conf
                        -rw-r----- root:nsca /etc/nsca-toolkit/tcpwrapper-handler.yml
                        drwx-ws-wt nsca:nsca /var/spool/tcpwrapper-handler
                        nagios-config-gen-VERSION.""")
                .contains("\nthe C program\n")
                .contains("""
                        without it: /usr/share/nsca-toolkit/bin/send_nsca
                        changed:\s
                        == works
                        """)
                .contains("PROCESS_SERVICE_CHECK_RESULT;web;HTTP;2;by the installed client\n")
                .contains("PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;Denied in.fingerd-192.0.2.7\n")
                .contains("nagios-config-gen (nsca-toolkit) 0.1.0-SNAPSHOT\n== upgrade\n")
                .contains("""
                        kept: # edited, -rw-r----- root:nsca
                        the same password
                        started anew
                        still enabled, 1 archive
                        """)
                .contains("PROCESS_SERVICE_CHECK_RESULT;web;HTTP;2;after the upgrade\n")
                .contains("S.5....T.  c /etc/nsca-toolkit/nsca.yml\n== erase\n")
                .contains("active: inactive inactive \n");
        // As is rpm's way, what somebody wrote or what has been collected stays.
        assertThat(output.substring(output.indexOf("left over:")).replaceAll("(?m)^/var/lib/nsca-toolkit/.*\n", ""))
                .startsWith("""
                        left over:
                        /etc/nsca-toolkit
                        /etc/nsca-toolkit/nsca.yml.rpmnew
                        /etc/nsca-toolkit/nsca.yml.rpmsave
                        /etc/nsca-toolkit/password
                        /etc/nsca-toolkit/tcpwrapper-handler.yml.rpmsave
                        /var/lib/nsca-toolkit
                        /var/spool/tcpwrapper-handler
                        /var/spool/tcpwrapper-handler/.lock
                        user: nsca:""");
    }

    private static void assertNothingIsLeft(String output) {
        assertThat(output).endsWith("""
                        left over:
                        user: none, group: none
                        """);
    }

    private String inDebianRoot(String script) throws Exception {
        CommandResult result = CommandResult.run(
                new ProcessBuilder(
                        SCRIPTS.resolve("in-debian-root").toString(),
                        folder.toString(),
                        SCRIPTS.resolve(script).toString()),
                new byte[0],
                PATIENCE);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.stdout().replace(MAN_DB_SAYS, "");
    }
}
