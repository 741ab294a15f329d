package io.nscatools.server.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Writes files of check results for Nagios to collect (fact 27): a file {@code cXXXXXX} with several results, complete
 * and on disk before an empty file of that name and {@code .ok} tells Nagios that it is.
 */
final class CheckResultFiles extends ImmediateOutlet {
    private static final int BATCH_BYTES = 1 << 16;
    private static final int NAME_LENGTH = 6;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final FileAttribute<Set<PosixFilePermission>> FOR_THE_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    /** As C's ctime() writes it. */
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private final Path directory;
    private final Clock clock;
    private final Random random = new SecureRandom();

    CheckResultFiles(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public int room() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException("is no directory");
        }
        return BATCH_BYTES;
    }

    @Override
    void writeNow(List<byte[]> lines) throws IOException {
        ByteBuffer contents = ByteBuffer.wrap(contents(lines));
        Path file = directory.resolve("c" + randomName());
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FOR_THE_OWNER)) {
            while (contents.hasRemaining()) {
                channel.write(contents);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            writeNow(lines); // that name is taken: another
            return;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        release(file);
    }

    /** Lets Nagios have the file. */
    private void release(Path file) throws IOException {
        try {
            Directories.force(directory);
            Files.createFile(file.resolveSibling(file.getFileName() + ".ok"), FOR_THE_OWNER);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        Directories.force(directory);
    }

    private String randomName() {
        StringBuilder name = new StringBuilder(NAME_LENGTH);
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    private byte[] contents(List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BATCH_BYTES);
        print(
                out,
                "### NSCA Passive Check Result ###\n# Time: "
                        + CTIME.format(clock.instant().atZone(clock.getZone())) + "\nfile_time="
                        + clock.instant().getEpochSecond() + "\n\n");
        for (byte[] bytes : lines) {
            Line line = Line.parse(bytes);
            boolean service = !line.serviceDescription().isEmpty();
            print(out, service ? "### Service Check Result ###\nhost_name=" : "### Host Check Result ###\nhost_name=");
            out.writeBytes(line.hostName().toByteArray());
            if (service) {
                print(out, "\nservice_description=");
                out.writeBytes(line.serviceDescription().toByteArray());
            }
            print(
                    out,
                    "\ncheck_type=1\nscheduled_check=0\nreschedule_check=0\nlatency=0\nstart_time=" + line.received()
                            + ".0\nfinish_time=" + line.received() + ".0\nreturn_code=" + line.returnCode()
                            + "\noutput=");
            out.writeBytes(line.output().toByteArray());
            print(out, "\n\n");
        }
        return out.toByteArray();
    }

    private static void print(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
