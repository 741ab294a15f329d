package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A file of the agent's own in the spool. Anybody may make something of that name there, a FIFO that holds whoever
 * opens it too. What is the agent's, though, the spool's sticky bit keeps anybody else from replacing.
 */
final class OwnFile {
    private static final String OWNER = "unix:uid";
    private static final Path THIS_PROCESS = Path.of("/proc/self");
    private static final int ROOT = 0;

    private OwnFile() {}

    /**
     * Puts out of the way what somebody else has left in the file's place. Returns whether the agent's file is there.
     */
    static boolean isThere(Path file) throws IOException {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(file, OWNER + ",isRegularFile", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (attributes.get("isRegularFile").equals(true) && isTrusted(attributes.get("uid"), file)) {
            return true;
        }
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException e) {
            Files.move(file, file.resolveSibling(".foreign." + UUID.randomUUID()));
        }
        return false;
    }

    private static boolean isTrusted(Object owner, Path file) throws IOException {
        return owner.equals(ROOT)
                || owner.equals(Files.getAttribute(file.getParent(), OWNER))
                || Files.exists(THIS_PROCESS) && owner.equals(Files.getAttribute(THIS_PROCESS, OWNER));
    }
}
