package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ServiceCheckResult;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code --lines} or {@code --format=tsv}:
 *
 * <pre>
 * host name [tab] service description [tab] return code [tab] plugin output
 * host name [tab] return code [tab] plugin output
 * </pre>
 *
 * Unlike in {@link InputSet} each delimiter counts, and the plugin output may be empty.
 */
final class DelimitedLine {
    private static final int FIELDS = 4;

    private DelimitedLine() {}

    /** Returns a format of raw fields; behind the third delimiter everything is output. */
    static LineResultReader.LineFormat raw(int delimiter) {
        return line -> result(split(line, delimiter));
    }

    /** Returns a format of {@link TabSeparated} fields. */
    static LineResultReader.LineFormat tsv() {
        return line -> result(TabSeparated.parse(line));
    }

    private static CheckResult result(List<ByteString> fields) throws BadInputException {
        return switch (fields.size()) {
            case FIELDS - 1 -> CheckedResult.host(fields.get(0), fields.get(1), fields.get(2));
            case FIELDS -> CheckedResult.service(fields.get(0), fields.get(1), fields.get(2), fields.get(3));
            default ->
                throw new BadInputException("has " + fields.size() + " field(s) instead of 4 (host name, service"
                        + " description, return code, plugin output) or 3 (host name, return code, plugin output)");
        };
    }

    private static List<ByteString> split(byte[] line, int delimiter) {
        List<ByteString> fields = new ArrayList<>(FIELDS);
        int start = 0;
        for (int i = 0; i < line.length && fields.size() < FIELDS - 1; i++) {
            if ((line[i] & 0xff) == delimiter) {
                fields.add(ByteString.copyOf(line, start, i - start));
                start = i + 1;
            }
        }
        fields.add(ByteString.copyOf(line, start, line.length - start));
        return fields;
    }

    /** Returns the line of {@code --format=tsv} for a result, its newline included. */
    static byte[] format(CheckResult result) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        TabSeparated.escape(result.hostName(), line);
        if (result instanceof ServiceCheckResult service) {
            line.write('\t');
            TabSeparated.escape(service.serviceDescription(), line);
        }
        line.write('\t');
        TabSeparated.escape(ByteString.of(Integer.toString(result.returnCode())), line);
        line.write('\t');
        TabSeparated.escape(result.pluginOutput(), line);
        line.write('\n');
        return line.toByteArray();
    }
}
