package io.nscatools.tcpwrapper.access;

import java.util.Optional;

/** A request with what has been looked up for it so far; lives for one decision. */
final class RequestState {
    private final AccessRequest request;
    private final AccessLookups lookups;
    private final End client;
    private final End server;

    /** One end of the connection; its name is looked up once, when it is first asked for. */
    final class End {
        private final AccessHost host;
        private Optional<String> name;

        private End(AccessHost host) {
            this.host = host;
            this.name = host.name();
        }

        String address() {
            return host.address();
        }

        String name() {
            if (name.isEmpty()) {
                boolean known = !Ascii.equal(host.address(), AccessLookups.UNKNOWN);
                name = Optional.of(AccessHost.cut(known ? lookups.hostName(host.address()) : AccessLookups.UNKNOWN));
            }
            return name.get();
        }

        boolean hasKnownName() {
            return isKnown(name());
        }

        /** The name if it happens to be known already, else the address (T5). */
        String nameOrAddress() {
            return name.filter(RequestState::isKnown).orElse(host.address());
        }

        String port() {
            return host.port().map(Object::toString).orElse("0");
        }
    }

    RequestState(AccessRequest request, AccessLookups lookups) {
        this.request = request;
        this.lookups = lookups;
        this.client = new End(request.client());
        this.server = new End(request.server());
    }

    private static boolean isKnown(String name) {
        return !Ascii.equal(name, AccessLookups.UNKNOWN) && !Ascii.equal(name, AccessLookups.PARANOID);
    }

    AccessRequest request() {
        return request;
    }

    AccessLookups lookups() {
        return lookups;
    }

    End client() {
        return client;
    }

    End server() {
        return server;
    }

    /** The user, the host or address, and an at sign between them if both are known. */
    String clientInfo() {
        String host = client.nameOrAddress();
        return Ascii.equal(request.user(), AccessLookups.UNKNOWN) ? host : request.user() + "@" + host;
    }

    /** The daemon and the host or address it was called at, or the daemon alone. */
    String serverInfo() {
        String host = server.nameOrAddress();
        return Ascii.equal(host, AccessLookups.UNKNOWN) ? request.daemon() : request.daemon() + "@" + host;
    }
}
