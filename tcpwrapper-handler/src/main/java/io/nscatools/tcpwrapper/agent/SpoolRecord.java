package io.nscatools.tcpwrapper.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file in the spool holds: the format {@value #FORMAT}, the kind, the number of arguments and the arguments,
 * each followed by a NUL, which no argument of a program can have in it. So any bytes fit, and a record that was not
 * written to its end is known by its number of arguments.
 *
 * @param kind {@value #DENIED} or {@value #RESULT}
 * @param arguments the arguments of the script; a character stands for a byte
 */
record SpoolRecord(String kind, List<String> arguments) {
    /** The kind of what {@code handle_tcp_wrapper} leaves. */
    static final String DENIED = "denied";

    /** The kind of what {@code submit_check_result} leaves: host name, service description, return code, output. */
    static final String RESULT = "result";

    private static final String FORMAT = "nscatools 1";
    private static final int HEADER_FIELDS = 3;

    SpoolRecord {
        arguments = List.copyOf(arguments);
    }

    /** Returns the record in {@code bytes}, or nothing if they are not a whole one. */
    static Optional<SpoolRecord> decode(byte[] bytes) {
        List<String> fields = fields(bytes);
        if (fields.size() < HEADER_FIELDS
                || !fields.get(0).equals(FORMAT)
                || !fields.get(2).equals(Integer.toString(fields.size() - HEADER_FIELDS))) {
            return Optional.empty();
        }
        return Optional.of(new SpoolRecord(fields.get(1), fields.subList(HEADER_FIELDS, fields.size())));
    }

    /** Returns what NULs end; nothing of what follows the last one if that is not the end. */
    private static List<String> fields(byte[] bytes) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                fields.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return start == bytes.length ? fields : List.of();
    }

    /** Returns the bytes of the record. */
    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, FORMAT);
        append(bytes, kind);
        append(bytes, Integer.toString(arguments.size()));
        arguments.forEach(argument -> append(bytes, argument));
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, String field) {
        bytes.writeBytes(field.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(0);
    }
}
