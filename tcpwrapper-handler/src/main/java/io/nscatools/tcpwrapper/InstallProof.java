package io.nscatools.tcpwrapper;

import io.nscatools.tcpwrapper.access.AccessLookups;
import io.nscatools.tcpwrapper.access.AccessRequest;
import io.nscatools.tcpwrapper.access.Decision;
import io.nscatools.tcpwrapper.access.HostsAccess;
import java.util.List;
import java.util.Optional;

/** Proves by the rules themselves that a connection still gets in. */
final class InstallProof {
    private InstallProof() {}

    /**
     * Returns why an address would not get in, or nothing if it would: whether its name can be looked up or not, and
     * whether {@code aclexec} commands succeed or not.
     */
    static Optional<String> refusal(HostsAccess access, String daemon, String address, SystemLookups lookups) {
        for (String name : List.of(lookups.hostName(address), AccessLookups.UNKNOWN, AccessLookups.PARANOID)) {
            for (boolean aclexec : new boolean[] {true, false}) {
                Decision decision = access.decide(AccessRequest.of(daemon, address), new Assumed(name, aclexec));
                if (!decision.isAllowed()) {
                    return Optional.of("refuses " + daemon + " from " + address + " (name " + name + ")");
                }
            }
        }
        return Optional.empty();
    }

    private record Assumed(String name, boolean aclexecSucceeds) implements AccessLookups {
        @Override
        public String hostName(String address) {
            return name;
        }

        @Override
        public boolean aclexec(String command) {
            return aclexecSucceeds;
        }
    }
}
