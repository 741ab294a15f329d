package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The reference's input: sets, each meant to be one result, in which it finds a fault with nothing. */
final class SetResultReader implements ResultReader {
    private final InputSetReader sets;
    private final int delimiter;
    private final Consumer<String> notices;
    private long number;

    /** Tells {@code notices} of what the reference passes over in silence. */
    SetResultReader(InputSetReader sets, int delimiter, Consumer<String> notices) {
        this.sets = sets;
        this.delimiter = delimiter;
        this.notices = notices;
    }

    @Override
    public Optional<CheckResult> next() throws IOException {
        for (Optional<byte[]> set = sets.next(); set.isPresent(); set = sets.next()) {
            number++;
            Optional<CheckResult> result =
                    InputSet.parse(set.get(), delimiter, notice -> notices.accept(place() + ": " + notice));
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    @Override
    public String place() {
        return "set " + number;
    }
}
