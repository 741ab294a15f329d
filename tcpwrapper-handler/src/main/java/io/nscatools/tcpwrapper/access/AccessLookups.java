package io.nscatools.tcpwrapper.access;

/**
 * What a decision has to ask the system, answered by the caller. Each is asked only when a rule needs it, and a host's
 * name at most once for one decision.
 */
public interface AccessLookups {
    /** The name of a host or user that has none or whose name could not be found. */
    String UNKNOWN = "unknown";
    /** The name of a host whose name does not lead back to its address. */
    String PARANOID = "paranoid";
    /** Knows no host name, and takes every user and group to exist and every {@code aclexec} command to succeed. */
    AccessLookups NONE = address -> UNKNOWN;

    /**
     * Returns the name of the host with a numeric address, whose own addresses have been looked up and contain
     * {@code address}; {@link #PARANOID} if they do not; {@link #UNKNOWN} if there is no name or it cannot be asked
     * for.
     */
    String hostName(String address);

    /** Returns whether the system knows a user of this name ({@code user} option). */
    default boolean userExists(String name) {
        return true;
    }

    /** Returns whether the system knows a group of this name ({@code group} and {@code user} options). */
    default boolean groupExists(String name) {
        return true;
    }

    /** Returns whether a shell command ended with exit code 0 ({@code aclexec} option). */
    default boolean aclexec(String command) {
        return true;
    }
}
