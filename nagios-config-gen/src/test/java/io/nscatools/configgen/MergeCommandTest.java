package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {
    private static final String OTHERS = "# mine \u00e4\ndefine host{\r\n\thost_name a ; x\n\t}\n\n\n";

    @TempDir
    private Path folder;

    private Path inventory;
    private Path objects;

    @BeforeEach
    void inventory() throws Exception {
        inventory = Files.writeString(folder.resolve("inventory.yml"), "hosts: [firestorm]\n");
        objects = folder.resolve("objects.cfg");
    }

    @Test
    void addsTheDefinitionsAndKeepsAllElseByteForByte() throws Exception {
        write(OTHERS);
        Files.setPosixFilePermissions(objects, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(Run.of("merge", inventory, objects).exitCode()).isZero();
        assertThat(read(objects)).isEqualTo(OTHERS + block("firestorm"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(objects)))
                .isEqualTo("rw-rw----");
        assertThat(read(folder.resolve("objects.cfg.bak"))).isEqualTo(OTHERS);
        assertThat(folder.toFile().list()).hasSize(3);
    }

    @Test
    void replacesOnlyWhatStandsBetweenTheMarkers() throws Exception {
        write(OTHERS + block("old") + OTHERS);
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo(OTHERS + block("firestorm") + OTHERS);
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        write(OTHERS);
        Run.of("merge", inventory, objects);
        Path backup = folder.resolve("objects.cfg.bak");
        Files.delete(backup);
        String merged = read(objects);
        assertThat(Run.of("merge", inventory, objects).exitCode()).isZero();
        assertThat(read(objects)).isEqualTo(merged);
        assertThat(backup).doesNotExist();
        assertThat(Run.of("merge", "--diff", inventory, objects).out()).isEmpty();
    }

    @Test
    void overwritesNoBackup() throws Exception {
        write(OTHERS);
        Files.writeString(folder.resolve("objects.cfg.bak"), "somebody's");
        Run.of("merge", inventory, objects);
        assertThat(folder.resolve("objects.cfg.bak")).hasContent("somebody's");
        assertThat(read(folder.resolve("objects.cfg.bak.2"))).isEqualTo(OTHERS);
    }

    @Test
    void endsALineThatHasNoEnd() throws Exception {
        write("# last");
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo("# last\n" + block("firestorm"));
        write(block("old") + "# last");
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo(block("firestorm") + "# last");
        write("");
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo(block("firestorm"));
        write("x=y\n" + block("old").stripTrailing());
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo("x=y\n" + block("firestorm").stripTrailing());
    }

    @Test
    void keepsTheOwnerOfAFileThatNobodyMayWrite() throws Exception {
        write(OTHERS);
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            Files.setAttribute(objects, "unix:uid", 12345);
            Files.setAttribute(objects, "unix:gid", 23456);
        }
        Files.setPosixFilePermissions(objects, PosixFilePermissions.fromString("r--r-----"));
        Object owner = Files.getAttribute(objects, "unix:uid");
        Object group = Files.getAttribute(objects, "unix:gid");
        assertThat(Run.of("merge", inventory, objects).exitCode()).isZero();
        for (Path file : List.of(objects, folder.resolve("objects.cfg.bak"))) {
            assertThat(Files.getAttribute(file, "unix:uid")).as(file.toString()).isEqualTo(owner);
            assertThat(Files.getAttribute(file, "unix:gid")).as(file.toString()).isEqualTo(group);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("r--r-----");
        }
    }

    @Test
    void writesTheDefinitionsWithTheLineEndsOfTheFile() throws Exception {
        String dos = "# mine\r\ndefine host{\r\n\thost_name a\r\n\t}\r\n";
        write(dos);
        Run.of("merge", inventory, objects);
        String merged = read(objects);
        assertThat(merged).isEqualTo(dos + block("firestorm").replace("\n", "\r\n"));
        Run.of("merge", inventory, objects);
        assertThat(read(objects)).isEqualTo(merged);
        assertThat(Run.of("check", inventory, objects).out())
                .doesNotContain("is missing; nagios-config-gen services prints");
    }

    @Test
    void followsALink() throws Exception {
        write(OTHERS);
        Path link = Files.createSymbolicLink(folder.resolve("link.cfg"), objects);
        Run.of("merge", inventory, link);
        assertThat(link).isSymbolicLink();
        assertThat(read(objects)).isEqualTo(OTHERS + block("firestorm"));
    }

    @Test
    void showsTheDifference() throws Exception {
        write("# 1\n# 2\n# 3\n# 4\n" + block("old") + "# 5");
        Run run = Run.of("merge", "--diff", inventory, objects);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replace(objects.toString(), "f")).isEqualTo("""
                --- f
                +++ f
                @@ -6,7 +6,7 @@
                 # Made by nagios-config-gen services from inventory.yml: change that, and make this again.
                \s
                 define service{
                -\thost_name                       old
                +\thost_name                       firestorm
                 \tservice_description             TCP Wrappers
                 \tis_volatile                     1
                 \tactive_checks_enabled           0
                """);
        assertThat(read(objects)).contains("old");
    }

    @Test
    void refusesWhatIsDefinedOutsideTheMarkers() throws Exception {
        String mine = "define service{\n host_name a,firestorm\n service_description TCP Wrappers\n}\n";
        write(block("firestorm") + mine);
        Run run = Run.of("merge", inventory, objects);
        assertThat(run.exitCode()).isEqualTo(1);
        int line = (int) block("firestorm").lines().count() + 1;
        assertThat(run.err())
                .isEqualTo(
                        objects + ":" + line + ":1: service 'TCP Wrappers' of firestorm is defined here, outside of the"
                                + " markers; remove it and merge again\n");
        assertThat(read(objects)).isEqualTo(block("firestorm") + mine);
    }

    @Test
    void refusesMarkersThatMakeNoPair() throws Exception {
        String begin = MergedFile.BEGIN + "\n";
        String end = MergedFile.END + "\n";
        assertRefused(begin, ": the marker END after BEGIN is missing: # END nagios-config-gen");
        assertRefused(end, ":1:1: a marker too many or out of order; expected one BEGIN, one END");
        assertRefused(end + begin, ":1:1: a marker too many or out of order; expected one BEGIN, one END");
        assertRefused(begin + end + begin, ":3:1: a marker too many or out of order; expected one BEGIN, one END");
        assertRefused(begin + begin + end, ":2:1: a marker too many or out of order; expected one BEGIN, one END");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Run run = Run.of("merge", inventory, objects);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo(objects + ": no such file or directory\n");
    }

    private void assertRefused(String text, String problem) throws Exception {
        write(text);
        Run run = Run.of("merge", inventory, objects);
        assertThat(run.err()).startsWith(objects + problem);
        assertThat(read(objects)).isEqualTo(text);
    }

    private static String block(String host) {
        return MergedFile.BEGIN + "\n" + """
                # Made by nagios-config-gen services from inventory.yml: change that, and make this again.

                define service{
                \thost_name                       %s
                \tservice_description             TCP Wrappers
                \tis_volatile                     1
                \tactive_checks_enabled           0
                \tpassive_checks_enabled          1
                \tmax_check_attempts              1
                \tcontact_groups                  security-admins
                \tnotification_interval           120
                \tnotification_period             24x7
                \tnotification_options            w,u,c,r
                \tcheck_command                   check_none
                \t}
                """.formatted(host) + MergedFile.END + "\n";
    }

    private void write(String text) throws Exception {
        Files.writeString(objects, text, StandardCharsets.ISO_8859_1);
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
