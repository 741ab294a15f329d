package io.nscatools.tcpwrapper.agent;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ExternalCommand;
import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.RejectedException;
import io.nscatools.tcpwrapper.agent.SpoolEvent.Denied;
import io.nscatools.tcpwrapper.agent.SpoolEvent.Submitted;
import io.nscatools.tcpwrapper.agent.SpoolEvent.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Reads the files of a spool. Anybody on this machine may write there, so nothing in it is trusted. */
final class SpoolReader {
    /** More than the longest arguments that libwrap gives. */
    private static final int MAX_BYTES = 64 << 10;

    /** A script that has made its file writes it within microseconds; so long after, it will not any more. */
    private static final Duration UNFINISHED = Duration.ofSeconds(10);

    private static final Pattern RETURN_CODE = Pattern.compile("-?[0-9]{1,5}");
    private static final int RESULT_ARGUMENTS = 4;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AgentLog log;
    private Map<Path, Long> unfinishedSince = new HashMap<>();
    private Map<Path, Long> unfinishedNow = new HashMap<>();
    private boolean unreadable;

    /**
     * A reader of spools.
     *
     * @param clock the clock that the times of files are of
     * @param nanoTime nanoseconds of a clock that never steps
     */
    SpoolReader(Clock clock, LongSupplier nanoTime, AgentLog log) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** Forgets files that the last scan has not seen. */
    void startScan() {
        unfinishedSince = unfinishedNow;
        unfinishedNow = new HashMap<>();
        unreadable = false;
    }

    /** Returns whether files seen since the last scan began may become whole yet. */
    boolean seesUnfinished() {
        return !unfinishedNow.isEmpty();
    }

    /** Returns whether files seen since the last scan began cannot be read. */
    boolean seesUnreadable() {
        return unreadable;
    }

    /** Returns what a file tells, or nothing if it is not there any more, not to be read or not finished. */
    Optional<SpoolEvent> read(Path folder, Spool.Entry entry) {
        Path path = folder.resolve(entry.file());
        // Now, not when it was found: opening a FIFO that has taken the file's place since would wait for ever.
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                log.warn("irregular", path + ": is no file; it is left alone and should be removed");
            }
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            Optional<SpoolRecord> record = bytes.length > MAX_BYTES ? Optional.empty() : SpoolRecord.decode(bytes);
            return record.map(known -> event(entry, known)).or(() -> unfinished(path, entry));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            unreadable = true;
            log.warn("unreadable", path + ": cannot be read (" + FileErrors.describe(e) + "); it stays there");
            return Optional.empty();
        }
    }

    private static SpoolEvent event(Spool.Entry entry, SpoolRecord spooled) {
        List<String> arguments = spooled.arguments();
        return switch (spooled.kind()) {
            case SpoolRecord.DENIED -> new Denied(entry.file(), DeniedConnection.of(arguments, entry.time()));
            case SpoolRecord.RESULT -> submitted(entry, arguments);
            default ->
                new Unusable(entry.file(), "a record of unknown kind '" + DeniedConnection.clean(spooled.kind()) + "'");
        };
    }

    private static SpoolEvent submitted(Spool.Entry entry, List<String> arguments) {
        if (arguments.size() != RESULT_ARGUMENTS
                || !RETURN_CODE.matcher(arguments.get(2)).matches()) {
            return new Unusable(entry.file(), "a check result without host, service, return code and output");
        }
        try {
            CheckResult result = CheckResult.of(
                    bytes(arguments.get(0)),
                    bytes(arguments.get(1)),
                    Integer.parseInt(arguments.get(2)),
                    bytes(arguments.get(3)));
            ExternalCommand.line(result, 0);
            return new Submitted(entry.file(), result);
        } catch (IllegalArgumentException | RejectedException e) {
            return new Unusable(entry.file(), "a check result that Nagios cannot take: " + e.getMessage());
        }
    }

    private static ByteString bytes(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return ByteString.copyOf(bytes, 0, bytes.length);
    }

    /** What is left unfinished, on a full disk or at a power cut, was a connection too. */
    private Optional<SpoolEvent> unfinished(Path path, Spool.Entry entry) {
        long now = nanoTime.getAsLong();
        long since = unfinishedSince.getOrDefault(entry.file(), now);
        boolean waited = now - since > UNFINISHED.toNanos();
        boolean old = Duration.between(entry.time(), clock.instant()).compareTo(UNFINISHED) > 0;
        if (!waited && !old) {
            unfinishedNow.put(entry.file(), since);
            return Optional.empty();
        }
        log.warn("damaged", path + ": is no whole record; it counts as a refused connection of which nothing is known");
        return Optional.of(new Denied(entry.file(), DeniedConnection.unknown(entry.time())));
    }
}
