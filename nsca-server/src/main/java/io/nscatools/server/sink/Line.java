package io.nscatools.server.sink;

import io.nscatools.protocol.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An external command taken apart again: what {@link io.nscatools.protocol.ExternalCommand} has made is unambiguous, as
 * neither host name nor service description holds a semicolon.
 *
 * @param received the time of receipt in seconds since 1970
 * @param hostName the host name
 * @param serviceDescription the service description, empty for a host check result
 * @param returnCode the return code
 * @param output the plugin output as it stands in the command: escaped (fact 24)
 */
record Line(
        ByteString received,
        ByteString hostName,
        ByteString serviceDescription,
        ByteString returnCode,
        ByteString output) {
    private static final byte[] SERVICE = "] PROCESS_SERVICE_CHECK_RESULT".getBytes(StandardCharsets.US_ASCII);

    /** Takes {@code line} apart; a line that is no check result has no fields. */
    static Line parse(byte[] line) {
        int bracket = indexOf(line, ']', 0);
        boolean service = bracket > 0
                && line.length >= bracket + SERVICE.length
                && Arrays.equals(line, bracket, bracket + SERVICE.length, SERVICE, 0, SERVICE.length);
        List<ByteString> fields = fields(line, service ? 4 : 3);
        if (bracket < 1 || fields.isEmpty()) {
            ByteString none = ByteString.EMPTY;
            return new Line(none, none, none, none, none);
        }
        return new Line(
                ByteString.copyOf(line, 1, bracket - 1),
                fields.get(0),
                service ? fields.get(1) : ByteString.EMPTY,
                fields.get(fields.size() - 2),
                fields.get(fields.size() - 1));
    }

    /** Returns the {@code count} fields after the command's name; the last one runs to the end of the line. */
    private static List<ByteString> fields(byte[] line, int count) {
        List<ByteString> fields = new ArrayList<>(count);
        int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
        int semicolon = indexOf(line, ';', 0);
        while (semicolon >= 0 && fields.size() < count) {
            int start = semicolon + 1;
            semicolon = fields.size() == count - 1 ? -1 : indexOf(line, ';', start);
            int to = semicolon < 0 ? end : semicolon;
            fields.add(ByteString.copyOf(line, start, to - start));
        }
        return fields.size() == count ? fields : List.of();
    }

    private static int indexOf(byte[] line, char wanted, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
