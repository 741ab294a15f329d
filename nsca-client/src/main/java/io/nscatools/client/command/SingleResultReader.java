package io.nscatools.client.command;

import io.nscatools.protocol.CheckResult;
import java.util.Optional;

/** The one result that the command line has. */
final class SingleResultReader implements ResultReader {
    private Optional<CheckResult> result;

    SingleResultReader(CheckResult result) {
        this.result = Optional.of(result);
    }

    @Override
    public Optional<CheckResult> next() {
        Optional<CheckResult> next = result;
        result = Optional.empty();
        return next;
    }

    @Override
    public String place() {
        return "--host, --service, --output";
    }
}
