package io.nscatools.client;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.ServiceCheckResult;

/** What a result must be for Nagios to take it. */
final class ResultLimits {
    private ResultLimits() {}

    /** Returns what keeps {@code result} from ever being taken, in one line; empty if nothing does. */
    static String problem(CheckResult result, PacketLayout layout) {
        ByteString hostName = result.hostName();
        if (hostName.isEmpty()) {
            return "the host name is empty";
        }
        String problem = nameProblem("host name", hostName, layout.maxHostNameLength());
        if (problem.isEmpty() && result instanceof ServiceCheckResult service) {
            problem = nameProblem(
                    "service description", service.serviceDescription(), layout.maxServiceDescriptionLength());
        }
        return problem.isEmpty() ? nulProblem(result.pluginOutput()) : problem;
    }

    private static String nameProblem(String what, ByteString name, int maxLength) {
        if (name.length() > maxLength) {
            return what + " '" + name + "' has " + name.length() + " bytes, " + maxLength + " fit";
        }
        for (int i = 0; i < name.length(); i++) {
            int b = name.byteAt(i) & 0xff;
            if (b == ';' || b < ' ' || b == 0x7f) {
                String character = b == ';' ? "a semicolon" : String.format("the control character 0x%02x", b);
                return what + " '" + name + "' has " + character + " at byte " + i;
            }
        }
        return "";
    }

    /** A NUL ends the text on the wire. */
    private static String nulProblem(ByteString output) {
        for (int i = 0; i < output.length(); i++) {
            if (output.byteAt(i) == 0) {
                return "plugin output has a NUL at byte " + i;
            }
        }
        return "";
    }
}
