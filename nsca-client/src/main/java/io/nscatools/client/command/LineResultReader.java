package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One result a line; what is not exactly one is refused, with its line. Empty lines are passed over. */
final class LineResultReader implements ResultReader {
    private final LineReader lines;
    private final LineFormat format;

    /** How a line is read. */
    interface LineFormat {
        /** Returns the result in a line that is not empty. */
        CheckResult parse(byte[] line) throws BadInputException;
    }

    LineResultReader(InputStream in, LineFormat format) {
        this.lines = new LineReader(in);
        this.format = format;
    }

    @Override
    public Optional<CheckResult> next() throws BadInputException, IOException {
        Optional<byte[]> line = lines.next();
        while (line.isPresent() && line.get().length == 0) {
            line = lines.next();
        }
        return line.isPresent() ? Optional.of(format.parse(line.get())) : Optional.empty();
    }

    @Override
    public String place() {
        return "line " + lines.number();
    }
}
