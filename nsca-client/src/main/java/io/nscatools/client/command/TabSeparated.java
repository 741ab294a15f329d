package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Fields with tabs between them, in which a backslash escapes: {@code \t}, {@code \n}, {@code \r}, {@code \\}. */
final class TabSeparated {
    private static final String PLAIN = "\t\n\r\\";
    private static final String ESCAPED = "tnr\\";

    private TabSeparated() {}

    /** Returns the fields of a line. */
    static List<ByteString> parse(byte[] line) throws BadInputException {
        List<ByteString> fields = new ArrayList<>();
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\t') {
                fields.add(take(field));
            } else if (line[i] == '\\') {
                i++;
                int escaped = i < line.length ? ESCAPED.indexOf(line[i]) : -1;
                if (escaped < 0) {
                    throw new BadInputException("has a backslash that begins none of \\t \\n \\r \\\\");
                }
                field.write(PLAIN.charAt(escaped));
            } else {
                field.write(line[i]);
            }
        }
        fields.add(take(field));
        return fields;
    }

    private static ByteString take(ByteArrayOutputStream field) {
        byte[] bytes = field.toByteArray();
        field.reset();
        return ByteString.copyOf(bytes, 0, bytes.length);
    }

    /** Writes a field. */
    static void escape(ByteString text, ByteArrayOutputStream line) {
        for (int i = 0; i < text.length(); i++) {
            int escaped = PLAIN.indexOf(text.byteAt(i));
            if (escaped >= 0) {
                line.write('\\');
                line.write(ESCAPED.charAt(escaped));
            } else {
                line.write(text.byteAt(i));
            }
        }
    }
}
