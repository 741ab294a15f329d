package io.nscatools.tcpwrapper;

import io.nscatools.tcpwrapper.access.AccessHost;
import io.nscatools.tcpwrapper.access.AccessLookups;
import io.nscatools.tcpwrapper.access.AccessRequest;
import io.nscatools.tcpwrapper.access.HostsAccess;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Proves by the rules themselves that a connection still gets in. */
final class InstallProof {
    /** Stands for whoever the caller's ident service may name, if it names anybody. */
    private static final String SOMEBODY = "somebody";

    private final HostsAccess access;
    private final AccessLookups lookups;
    private final Set<String> servers = new TreeSet<>(Set.of(AccessLookups.UNKNOWN));
    private final Set<String> users = new TreeSet<>(Set.of(AccessLookups.UNKNOWN, SOMEBODY));

    /** Proofs about rules on this machine. */
    InstallProof(HostsAccess access, AccessLookups lookups) {
        this.access = access;
        this.lookups = lookups;
        servers.addAll(ownAddresses());
        users.addAll(access.userPatterns()); // each matches itself
    }

    private static List<String> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /**
     * Returns why an address would not get in, or nothing if it would: whether its name can be looked up or not,
     * whomever its ident service names, whichever address of this machine it comes to, and whether {@code aclexec}
     * commands succeed or not.
     */
    Optional<String> refusal(String daemon, String address) {
        return Stream.of(lookups.hostName(address), AccessLookups.UNKNOWN, AccessLookups.PARANOID)
                .flatMap(name -> servers.stream()
                        .flatMap(server -> users.stream().map(user -> request(daemon, server, address, name, user))))
                .filter(request -> !isAllowed(request, true) || !isAllowed(request, false))
                .findFirst()
                .map(InstallProof::describe);
    }

    private static AccessRequest request(String daemon, String server, String address, String name, String user) {
        AccessHost client = new AccessHost(address, Optional.of(name), Optional.empty());
        AccessHost own = server.equals(AccessLookups.UNKNOWN) ? AccessHost.UNKNOWN : AccessHost.at(server);
        return new AccessRequest(daemon, own, client, user, 0);
    }

    private boolean isAllowed(AccessRequest request, boolean aclexec) {
        return access.decide(request, new AssumedLookups(lookups, aclexec)).isAllowed();
    }

    private static String describe(AccessRequest request) {
        return "refuses " + request.daemon() + " from " + request.client().address() + " (name "
                + request.client().name().orElseThrow()
                + (request.user().equals(AccessLookups.UNKNOWN) ? "" : ", user " + request.user())
                + (request.server().equals(AccessHost.UNKNOWN)
                        ? ""
                        : ", at " + request.server().address())
                + ")";
    }
}
