package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ServiceCheckResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of a spool file: the time in milliseconds since 1970, the host name, the service description (empty for a host
 * check result), the return code and the plugin output, with tabs between them and escapes as in {@code --format=tsv}.
 * The bytes are those of the input, whatever their character set.
 */
final class SpoolLine {
    private static final int FIELDS = 5;

    private SpoolLine() {}

    /** Returns the line, its newline included. */
    static byte[] format(SpooledResult kept) {
        CheckResult result = kept.result();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Long.toString(kept.time()).getBytes(StandardCharsets.US_ASCII));
        line.write('\t');
        TabSeparated.escape(result.hostName(), line);
        line.write('\t');
        if (result instanceof ServiceCheckResult service) {
            TabSeparated.escape(service.serviceDescription(), line);
        }
        line.write('\t');
        TabSeparated.escape(ByteString.of(Integer.toString(result.returnCode())), line);
        line.write('\t');
        TabSeparated.escape(result.pluginOutput(), line);
        line.write('\n');
        return line.toByteArray();
    }

    /** Returns what a line without its newline holds. */
    static SpooledResult parse(byte[] line) throws BadInputException {
        List<ByteString> fields = TabSeparated.parse(line);
        if (fields.size() != FIELDS) {
            throw new BadInputException("has " + fields.size() + " fields instead of " + FIELDS);
        }
        try {
            return new SpooledResult(
                    Long.parseLong(fields.get(0).toString()),
                    CheckResult.of(
                            fields.get(1), fields.get(2), CheckedResult.returnCode(fields.get(3)), fields.get(4)));
        } catch (NumberFormatException e) {
            throw new BadInputException("begins with no time");
        }
    }
}
