package io.nscatools.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines that Nagios reads from its external command file:
 *
 * <pre>
 * [T] PROCESS_SERVICE_CHECK_RESULT;host name;service description;return code;plugin output
 * [T] PROCESS_HOST_CHECK_RESULT;host name;return code;plugin output
 * </pre>
 *
 * T is the time of receipt in seconds since 1970 (fact 26). This is the one place that makes such lines, so it is also
 * the one that keeps anything from the wire from becoming a second field, line or command.
 */
public final class ExternalCommand {
    private static final byte[] SERVICE = ascii("] PROCESS_SERVICE_CHECK_RESULT;");
    private static final byte[] HOST = ascii("] PROCESS_HOST_CHECK_RESULT;");

    private ExternalCommand() {}

    /**
     * Returns the line for {@code result}, its newline included. In the plugin output a newline becomes {@code \n} and
     * a backslash {@code \\}, two characters each; all else stays as it came (fact 24).
     *
     * @param received the time of receipt in seconds since 1970
     * @throws RejectedException if the host name is empty, or it or the service description has a semicolon or a
     *     control character in it. The C daemon writes such lines (facts 22 to 24), and Nagios takes them for another
     *     host or service, or for none
     */
    public static byte[] line(CheckResult result, long received) throws RejectedException {
        if (result.hostName().isEmpty()) {
            throw new RejectedException(RejectReason.HOST_NAME, "the host name is empty");
        }
        requireOneField(result.hostName(), RejectReason.HOST_NAME, "host name");
        ByteArrayOutputStream line =
                new ByteArrayOutputStream(128 + result.pluginOutput().length());
        line.writeBytes(ascii("[" + received));
        if (result instanceof ServiceCheckResult service) {
            ByteString description = service.serviceDescription();
            requireOneField(description, RejectReason.SERVICE_DESCRIPTION, "service description");
            line.writeBytes(SERVICE);
            line.writeBytes(service.hostName().toByteArray());
            line.write(';');
            line.writeBytes(description.toByteArray());
        } else {
            line.writeBytes(HOST);
            line.writeBytes(result.hostName().toByteArray());
        }
        line.writeBytes(ascii(";" + result.returnCode() + ";"));
        writeEscaped(result.pluginOutput(), line);
        line.write('\n');
        return line.toByteArray();
    }

    private static void writeEscaped(ByteString output, ByteArrayOutputStream line) {
        for (int i = 0; i < output.length(); i++) {
            byte b = output.byteAt(i);
            if (b == '\n' || b == '\\') {
                line.write('\\');
                line.write(b == '\n' ? 'n' : '\\');
            } else {
                line.write(b);
            }
        }
    }

    private static void requireOneField(ByteString text, RejectReason reason, String name) throws RejectedException {
        for (int i = 0; i < text.length(); i++) {
            int b = text.byteAt(i) & 0xff;
            if (b == ';' || b < ' ' || b == 0x7f) {
                String what = b == ';' ? "a semicolon" : String.format("the control character 0x%02x", b);
                throw new RejectedException(reason, name + " '" + text + "' has " + what + " at byte " + i);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
