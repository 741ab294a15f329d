package io.nscatools.server.config;

import java.nio.file.Path;

/**
 * Who may connect, beside what each credential allows.
 *
 * @param tcpWrappers whether {@code hosts.allow} and {@code hosts.deny} count, for the daemon {@code nsca}
 * @param strictModeSpoofing whether a result's host name must be a name of the peer's address
 * @param hostsAllow the file with what is allowed
 * @param hostsDeny the file with what is denied
 */
public record AccessConfig(boolean tcpWrappers, boolean strictModeSpoofing, Path hostsAllow, Path hostsDeny) {
    /** A configuration with the files of the system. */
    public AccessConfig(boolean tcpWrappers, boolean strictModeSpoofing) {
        this(tcpWrappers, strictModeSpoofing, Path.of("/etc/hosts.allow"), Path.of("/etc/hosts.deny"));
    }
}
