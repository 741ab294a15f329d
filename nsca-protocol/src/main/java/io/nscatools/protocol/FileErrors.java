package io.nscatools.protocol;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Says what is wrong with a file in the words of errno, where Java's message is often only the file's name. */
public final class FileErrors {
    private FileErrors() {}

    /**
     * Refuses what is there but no file or directory: to read a FIFO is to wait for its writer, maybe for ever.
     *
     * @throws IOException with the reason, also if there is nothing to be seen
     */
    public static void refuseSpecial(Path file) throws IOException {
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            throw new IOException("is not a regular file");
        }
    }

    /** Returns the reason without the file's name, such as {@code permission denied}. */
    public static String describe(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return "Is a directory".equals(e.getMessage()) ? "is a directory" : e.getMessage();
    }
}
