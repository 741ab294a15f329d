package io.nscatools.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Writes the log to {@code /dev/log} in the form that syslog(3) of the C library has: facility and level, local time,
 * name and process. While nobody listens there, lines are dropped; it is tried again every second.
 */
final class SyslogAppender extends AppenderBase<ILoggingEvent> {
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFO = 6;
    private static final int DEBUG = 7;
    /** Longer lines are cut: many syslogs do so at 1024 or 2048 anyway. */
    private static final int MAX_LENGTH = 2048;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

    private final String path;
    private final int facility;
    private final Encoder<ILoggingEvent> encoder;
    private UnixDatagramSocket socket;
    private long nextTry = System.nanoTime();

    /**
     * An appender to the socket at {@code path}.
     *
     * @param facility the facility's number
     * @param encoder what makes the text of a line
     */
    SyslogAppender(String path, int facility, Encoder<ILoggingEvent> encoder) {
        this.path = path;
        this.facility = facility;
        this.encoder = encoder;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = new String(encoder.encode(event), StandardCharsets.UTF_8).strip();
        String header = "<" + (facility * 8 + severity(event.getLevel())) + ">"
                + TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()))
                + " nsca[" + ProcessHandle.current().pid() + "]: ";
        byte[] line = (header + text).getBytes(StandardCharsets.UTF_8);
        send(line.length <= MAX_LENGTH ? line : Arrays.copyOf(line, MAX_LENGTH));
    }

    /** A syslog that was restarted has a new socket, so one failure is no reason to give up. */
    private void send(byte[] line) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                if (socket == null) {
                    if (nextTry - System.nanoTime() > 0) {
                        return;
                    }
                    socket = UnixDatagramSocket.connect(path);
                }
                socket.send(line);
                return;
            } catch (IOException e) {
                if (socket == null) {
                    nextTry = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                    return;
                }
                socket.close();
                socket = null;
            }
        }
    }

    private static int severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> ERROR;
            case Level.WARN_INT -> WARNING;
            case Level.INFO_INT -> INFO;
            default -> DEBUG;
        };
    }

    @Override
    public void stop() {
        super.stop();
        if (socket != null) {
            socket.close();
        }
    }
}
