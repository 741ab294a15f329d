package io.nscatools.server.sink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What {@code java.nio.file.Files} does not do with directories. */
final class Directories {
    private Directories() {}

    /** Has the names in {@code directory} on disk on return: those made, renamed and deleted. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
