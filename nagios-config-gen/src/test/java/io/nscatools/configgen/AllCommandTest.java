package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllCommandTest {
    @TempDir
    private Path folder;

    private Path inventory;
    private Path site;

    @BeforeEach
    void inventory() throws Exception {
        inventory = Files.writeString(
                folder.resolve("inventory.yml"),
                "monitor: {host: monitor, password_file: password}\nhosts: [firestorm, monitor]\n");
        site = folder.resolve("site");
    }

    @Test
    void writesAFolderForEachHostAndOneForTheMonitor() throws Exception {
        Run run = Run.of("all", "--generate-password", "--output-dir", site, inventory);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(site + ": 17 files written, 0 there already\n");
        assertThat(files(site))
                .contains("monitor/nsca.cfg", "hosts/firestorm/send_nsca.cfg", "hosts/monitor/send_nsca.cfg")
                .hasSize(17);
    }

    @Test
    void keepsWhatHoldsThePasswordFromOthers() throws Exception {
        Run.of("all", "--generate-password", "--output-dir", site, inventory);
        String password = Files.readString(folder.resolve("password")).strip();
        assertThat(password).matches("[A-Za-z0-9]{32}");
        for (String file : files(site)) {
            boolean secret = Files.readString(site.resolve(file)).contains(password);
            assertThat(permissions(site.resolve(file))).as(file).isEqualTo(secret ? "rw-------" : "rw-r--r--");
        }
        assertThat(permissions(folder.resolve("password"))).isEqualTo("rw-------");
        assertThat(files(site).stream()
                        .filter(file -> permissions(site.resolve(file)).equals("rw-------")))
                .containsExactlyInAnyOrder(
                        "monitor/nsca.cfg",
                        "monitor/password",
                        "hosts/firestorm/send_nsca.cfg",
                        "hosts/monitor/send_nsca.cfg");
    }

    @Test
    void writesNothingThatIsThereAlready() throws Exception {
        Run.of("all", "--generate-password", "--output-dir", site, inventory);
        assertThat(Run.of("all", "--output-dir", site, inventory).out())
                .isEqualTo(site + ": 0 files written, 17 there already\n");
        Files.delete(site.resolve("monitor/nsca.yml"));
        assertThat(Run.of("all", "--output-dir", site, inventory).out())
                .isEqualTo(site + ": 1 files written, 16 there already\n");
    }

    @Test
    void overwritesNothingUnlessForced() throws Exception {
        Run.of("all", "--generate-password", "--output-dir", site, inventory);
        Path mine = site.resolve("hosts/firestorm/hosts.deny");
        Path cfg = site.resolve("monitor/nsca.cfg");
        Files.writeString(mine, "mine\n");
        Files.writeString(cfg, "mine\n");
        Files.delete(site.resolve("monitor/nsca.yml"));
        Run run = Run.of("all", "--output-dir", site, inventory);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(mine + ": is there with other contents; --force overwrites it\n" + cfg
                        + ": is there with other contents; --force overwrites it\n");
        assertThat(mine).hasContent("mine");
        assertThat(site.resolve("monitor/nsca.yml")).doesNotExist();
        Files.setPosixFilePermissions(cfg, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Run.of("all", "--force", "--output-dir", site, inventory).out())
                .isEqualTo(site + ": 3 files written, 14 there already\n");
        assertThat(Files.readString(mine)).contains("twist");
        assertThat(permissions(cfg)).isEqualTo("rw-------");
    }

    @Test
    void takesAPasswordFromOthersThatTheyCouldRead() throws Exception {
        Run.of("all", "--generate-password", "--output-dir", site, inventory);
        Path password = site.resolve("monitor/password");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Run.of("all", "--output-dir", site, inventory).exitCode()).isEqualTo(1);
        assertThat(Run.of("all", "--force", "--output-dir", site, inventory).exitCode())
                .isZero();
        assertThat(permissions(password)).isEqualTo("rw-------");
    }

    @Test
    void replacesNoPasswordUnlessForced() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "old\n");
        for (List<?> command : List.of(
                List.of("client", "--generate-password", inventory),
                List.of("server", "--generate-password", inventory),
                List.of("all", "--generate-password", "--output-dir", site, inventory))) {
            Run run = Run.of(command.toArray());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(password + ": there is a password already; leave --generate-password out to use it\n");
        }
        assertThat(password).hasContent("old");
        assertThat(site).doesNotExist();
        assertThat(Run.of("all", "--generate-password", "--force", "--output-dir", site, inventory)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(password)).matches("[A-Za-z0-9]{32}\n");
    }

    @Test
    void saysWhatCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("password"), "p\n");
        Files.writeString(site, "a file");
        Run run = Run.of("all", "--output-dir", site, inventory);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(site.toString()).doesNotContain("Exception");
    }

    @Test
    void makesPasswordsThatDiffer() throws Exception {
        Path password = folder.resolve("password");
        Run.of("client", "--generate-password", inventory);
        String first = Files.readString(password);
        Files.delete(password);
        Run.of("client", "--generate-password", inventory);
        assertThat(Files.readString(password)).isNotEqualTo(first);
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
