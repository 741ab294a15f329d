package io.nscatools.tcpwrapper.access;

/**
 * What is decided about: a client that wants to talk to a daemon.
 *
 * @param daemon the daemon's process name, the base name of argv[0] (T4)
 * @param server the server's end of the connection
 * @param client the client's end
 * @param user the client's user as its ident service tells it, or {@link AccessLookups#UNKNOWN}
 * @param processId the process id for {@code %p}
 */
public record AccessRequest(String daemon, AccessHost server, AccessHost client, String user, long processId) {
    /** Cuts the names to the 127 bytes that libwrap holds. */
    public AccessRequest {
        daemon = AccessHost.cut(daemon);
        user = AccessHost.cut(user);
    }

    /** Returns a request by a client of which only the address is known. */
    public static AccessRequest of(String daemon, String clientAddress) {
        return new AccessRequest(daemon, AccessHost.UNKNOWN, AccessHost.at(clientAddress), AccessLookups.UNKNOWN, 0);
    }
}
