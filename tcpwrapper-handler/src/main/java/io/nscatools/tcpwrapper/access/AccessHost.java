package io.nscatools.tcpwrapper.access;

import java.util.Objects;
import java.util.Optional;

/**
 * One end of a connection.
 *
 * @param address the numeric address, {@code ::ffff:a.b.c.d} as it is; {@link AccessLookups#UNKNOWN} if there is none
 * @param name the host's name if it has been looked up before the decision, {@link AccessLookups#PARANOID} and
 *     {@link AccessLookups#UNKNOWN} included
 * @param port the port, if it is known
 */
public record AccessHost(String address, Optional<String> name, Optional<Integer> port) {
    /** What libwrap holds of a name or address; the rest is cut off. */
    private static final int MAX_LENGTH = 127;

    /** An end of which nothing is known. */
    public static final AccessHost UNKNOWN =
            new AccessHost(AccessLookups.UNKNOWN, Optional.of(AccessLookups.UNKNOWN), Optional.empty());

    /** Cuts names and addresses to the 127 bytes that libwrap holds. */
    public AccessHost {
        address = cut(address);
        name = name.map(AccessHost::cut);
        Objects.requireNonNull(port);
    }

    /** Returns an end with a numeric address whose name is looked up if a rule needs it. */
    public static AccessHost at(String address) {
        return new AccessHost(address, Optional.empty(), Optional.empty());
    }

    static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
