package io.nscatools.server.sink;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.ExternalCommand;
import io.nscatools.protocol.RejectedException;
import io.nscatools.protocol.ServiceCheckResult;
import java.nio.charset.StandardCharsets;

/** A check result that the server has taken, as the line for Nagios' command file that it makes. */
public final class AcceptedResult {
    private final byte[] line;
    private final ByteString serviceDescription;

    private AcceptedResult(byte[] line, ByteString serviceDescription) {
        this.line = line;
        this.serviceDescription = serviceDescription;
    }

    /**
     * Returns {@code result} as taken at {@code received}.
     *
     * @param received the time of receipt in seconds since 1970
     * @throws RejectedException if the result cannot be one external command, see {@link ExternalCommand#line}
     */
    public static AcceptedResult of(CheckResult result, long received) throws RejectedException {
        ByteString description =
                result instanceof ServiceCheckResult service ? service.serviceDescription() : ByteString.EMPTY;
        return new AcceptedResult(ExternalCommand.line(result, received), description);
    }

    /** Returns the external command, its newline included. The array is shared: it must not be changed. */
    byte[] line() {
        return line;
    }

    /** Returns the service description, empty for a host check result. */
    ByteString serviceDescription() {
        return serviceDescription;
    }

    /** Returns the external command without its newline, one byte a character. */
    @Override
    public String toString() {
        return new String(line, 0, line.length - 1, StandardCharsets.ISO_8859_1);
    }
}
