package io.nscatools.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs, uses, upgrades and purges the Debian packages in a throw-away copy of this machine's Debian. */
class PackagesIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyPackages() throws Exception {
        ForeignPrograms.requireThat(
                System.getProperty("user.name").equals("root")
                        && Files.isExecutable(Path.of("/usr/bin/dpkg"))
                        && Files.isExecutable(Path.of("/lib/systemd/systemd")),
                "the packages are tried as root on a Debian with systemd");
        try (Stream<Path> files = Files.list(Project.root().resolve("packaging/target"))) {
            for (Path deb :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".deb"))::iterator) {
                Files.copy(deb, folder.resolve(deb.getFileName()));
            }
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
                .endsWith("""
                        purged: /usr/sbin/send_nsca
                        left over:
                        user: none
                        """);
    }

    private String inDebianRoot(String script) throws Exception {
        Path scripts = Project.root().resolve("packaging/src/test/sh");
        CommandResult result = CommandResult.run(
                new ProcessBuilder(
                        scripts.resolve("in-debian-root").toString(),
                        folder.toString(),
                        scripts.resolve(script).toString()),
                new byte[0]);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.stdout();
    }
}
