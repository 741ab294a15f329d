package io.nscatools.client.command;

import io.nscatools.client.NscaConnection;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.protocol.ServiceCheckResult;
import java.util.Optional;

/** What is wrong with the names in a result. */
final class ResultNames {
    private ResultNames() {}

    /** Throws if no server could ever take {@code result}. */
    static void check(CheckResult result, PacketLayout layout) throws BadInputException {
        Optional<String> problem = NscaConnection.problem(result, layout);
        if (problem.isPresent()) {
            throw new BadInputException(problem.get());
        }
    }

    /** Returns which name will be cut, as the reference cuts it (fact 63), or nothing. */
    static Optional<String> cutNotice(CheckResult result, PacketLayout layout) {
        ByteString service = result instanceof ServiceCheckResult of ? of.serviceDescription() : ByteString.EMPTY;
        if (result.hostName().length() > layout.maxHostNameLength()) {
            return Optional.of("host name cut to " + layout.maxHostNameLength() + " bytes");
        }
        if (service.length() > layout.maxServiceDescriptionLength()) {
            return Optional.of("service description cut to " + layout.maxServiceDescriptionLength() + " bytes");
        }
        return Optional.empty();
    }
}
