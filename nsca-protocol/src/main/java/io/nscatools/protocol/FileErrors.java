package io.nscatools.protocol;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says what is wrong with a file in the words of errno, where Java's message is often only the file's name. */
public final class FileErrors {
    private FileErrors() {}

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
