package io.nscatools.tcpwrapper.access;

import java.util.List;

/** What a check has to ask the system beyond what decisions ask. */
public interface CheckLookups extends AccessLookups {
    /** Returns the numeric addresses of a host name; none if it is not found. */
    List<String> addresses(String name);

    /** Returns whether a daemon or service of this name is known, so that a rule for it can match. */
    boolean isDaemon(String name);

    /** Returns whether there is such a folder ({@code banners} option). */
    boolean isFolder(String path);
}
