package io.nscatools.client;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.ServiceCheckResult;
import java.util.Optional;

/** What a result must be for Nagios to take it. */
final class ResultLimits {
    private ResultLimits() {}

    /** Returns what keeps {@code result} from ever being taken, in one line, or nothing. */
    static Optional<String> problem(CheckResult result, PacketLayout layout) {
        ByteString hostName = result.hostName();
        if (hostName.isEmpty()) {
            return Optional.of("the host name is empty");
        }
        return nameProblem("host name", hostName, layout.maxHostNameLength())
                .or(() -> result instanceof ServiceCheckResult service
                        ? nameProblem(
                                "service description",
                                service.serviceDescription(),
                                layout.maxServiceDescriptionLength())
                        : Optional.empty())
                .or(() -> nul(result.pluginOutput()));
    }

    private static Optional<String> nameProblem(String what, ByteString name, int maxLength) {
        if (name.length() > maxLength) {
            return Optional.of(what + " '" + name + "' has " + name.length() + " bytes, " + maxLength + " fit");
        }
        for (int i = 0; i < name.length(); i++) {
            int b = name.byteAt(i) & 0xff;
            if (b == ';' || b < ' ' || b == 0x7f) {
                String character = b == ';' ? "a semicolon" : String.format("the control character 0x%02x", b);
                return Optional.of(what + " '" + name + "' has " + character + " at byte " + i);
            }
        }
        return Optional.empty();
    }

    /** A NUL ends the text on the wire. */
    private static Optional<String> nul(ByteString output) {
        for (int i = 0; i < output.length(); i++) {
            if (output.byteAt(i) == 0) {
                return Optional.of("plugin output has a NUL at byte " + i);
            }
        }
        return Optional.empty();
    }
}
