package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.HostCheckResult;
import io.nscatools.protocol.ServiceCheckResult;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Makes results of what people write on purpose: a return code must be a number, texts must be UTF-8. What a host name
 * may be, the client library checks.
 */
final class CheckedResult {
    private static final int MAX_RETURN_CODE_DIGITS = 6;

    private CheckedResult() {}

    static CheckResult host(ByteString host, ByteString state, ByteString output) throws BadInputException {
        return new HostCheckResult(utf8("host name", host), returnCode(state), utf8("plugin output", output));
    }

    static CheckResult service(ByteString host, ByteString service, ByteString state, ByteString output)
            throws BadInputException {
        if (service.isEmpty()) {
            throw new BadInputException("the service description is empty; a host check result has no such field");
        }
        return new ServiceCheckResult(
                utf8("host name", host),
                utf8("service description", service),
                returnCode(state),
                utf8("plugin output", output));
    }

    static int returnCode(ByteString state) throws BadInputException {
        if (state.length() <= MAX_RETURN_CODE_DIGITS) {
            try {
                int code = Integer.parseInt(state.toString());
                if (code == (short) code) {
                    return code;
                }
            } catch (NumberFormatException e) {
                throw new BadInputException("return code '" + state + "' is not a number");
            }
        }
        throw new BadInputException("return code '" + state.cutTo(40) + "' is not within -32768..32767");
    }

    private static ByteString utf8(String what, ByteString text) throws BadInputException {
        for (int i = 0; i < text.length(); i++) {
            if (text.byteAt(i) < 0) {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.toByteArray()));
                } catch (CharacterCodingException e) {
                    throw new BadInputException(what + " is not valid UTF-8");
                }
                break;
            }
        }
        return text;
    }
}
