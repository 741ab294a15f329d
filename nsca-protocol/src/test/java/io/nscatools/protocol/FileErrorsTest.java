package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhyInsteadOfWhich() {
        Path missing = folder.resolve("missing/file");
        assertThat(FileErrors.describe(catchThrowableOfType(IOException.class, () -> Files.readAllBytes(missing))))
                .isEqualTo("no such file or directory");
        assertThat(FileErrors.describe(catchThrowableOfType(IOException.class, () -> Files.readAllBytes(folder))))
                .isEqualTo("is a directory");
        assertThat(FileErrors.describe(new AccessDeniedException("/etc/shadow")))
                .isEqualTo("permission denied");
        assertThat(FileErrors.describe(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
    }
}
