package io.nscatools.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Notices that a file has changed. It is looked at now and then instead of being watched, as that sees every way of
 * changing a file: written, renamed, or a link set to another. A change counts once the file has stayed the same from
 * one look to the next, so that half-written files are left alone.
 */
final class ConfigWatch {
    private final Path file;
    private Optional<Object> known;
    private Optional<Object> latest;

    ConfigWatch(Path file) {
        this.file = file;
        this.known = look();
        this.latest = known;
    }

    /** Looks at the file, and returns whether it has changed and is finished. */
    boolean hasChanged() {
        Optional<Object> now = look();
        boolean changed = now.isPresent() && now.equals(latest) && !now.equals(known);
        latest = now;
        if (changed) {
            known = now;
        }
        return changed;
    }

    private Optional<Object> look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Look(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime()));
        } catch (IOException e) {
            return Optional.empty(); // just being replaced
        }
    }

    private record Look(Object key, long size, Object modified) {}
}
