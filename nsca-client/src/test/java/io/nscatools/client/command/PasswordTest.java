package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the password may be; a host that does not exist ends each run before anything is sent. */
class PasswordTest {
    private static final String UNKNOWN = "Host name lookup failed: 'no.such.host.invalid'";

    @TempDir
    private Path folder;

    private String config;

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=14\n")
                .toString();
    }

    @Test
    void comesFromTheEnvironment() {
        assertThat(run(new Command()).stderr()).contains("the password is empty");
        assertThat(run(new Command().with("NSCA_PASSWORD", "long enough for all"))
                        .stderr())
                .startsWith(UNKNOWN);
        assertThat(run(new Command().with("NSCA_PASSWORD", "p\ufffdssword")).stderr())
                .isEqualTo(
                        "Error: NSCA_PASSWORD is not ASCII and this locale cannot tell it; take NSCA_PASSWORD_FILE\n");
    }

    @Test
    void comesFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "long enough for all\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(run(new Command().with("NSCA_PASSWORD_FILE", file.toString()))
                        .stderr())
                .startsWith(UNKNOWN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(new Command().with("NSCA_PASSWORD_FILE", file.toString()))
                        .stderr())
                .startsWith("Warning: " + file + ": everybody can read the password; chmod o-r " + file + "\n");
        Path none = folder.resolve("none");
        assertThat(run(new Command().with("NSCA_PASSWORD_FILE", none.toString()))
                        .stderr())
                .isEqualTo("Error: NSCA_PASSWORD_FILE: " + none + ": no such file or directory\n");
        assertThat(run(new Command().with("NSCA_PASSWORD", "p").with("NSCA_PASSWORD_FILE", "f"))
                        .stderr())
                .isEqualTo("Error: both NSCA_PASSWORD and NSCA_PASSWORD_FILE are set; take one of them\n");
    }

    @Test
    void isWarnedOfWhereEverybodyCanReadTheConfiguration() throws Exception {
        Path file = Files.writeString(
                folder.resolve("readable.cfg"), "encryption_method=14\npassword=long enough for all\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String[] args = {"no.such.host.invalid", "-c", file.toString()};
        assertThat(new Command().run("", args).stderr())
                .startsWith("Warning: " + file + ": everybody can read the password; chmod o-r " + file + "\n");
        assertThat(new Command().run("", args[0], args[1], args[2], "--quiet").stderr())
                .startsWith(UNKNOWN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(new Command().run("", args).stderr()).startsWith(UNKNOWN);
    }

    private CommandResult run(Command command) {
        return command.run("", "no.such.host.invalid", "-c", config);
    }
}
