package io.nscatools.server.config;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import io.nscatools.server.sink.Glob;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A method and password that clients may use, and what for.
 *
 * @param name its name in the log
 * @param method the encryption method
 * @param password the password
 * @param passwordFile the file that the password was read from, or nothing if it stands in the configuration itself
 * @param sources the networks that may use it; none for all
 * @param hosts patterns of the host names that it may be used for; none for all
 * @param services patterns of the service descriptions that it may be used for, of which a host check's is empty; none
 *     for all
 */
public record CredentialConfig(
        String name,
        EncryptionMethod method,
        Secret password,
        Optional<Path> passwordFile,
        List<Network> sources,
        List<Glob> hosts,
        List<Glob> services) {
    /** Copies the lists. */
    public CredentialConfig {
        sources = List.copyOf(sources);
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
    }

    /** A credential whose password stands in the configuration itself. */
    public CredentialConfig(
            String name,
            EncryptionMethod method,
            Secret password,
            List<Network> sources,
            List<Glob> hosts,
            List<Glob> services) {
        this(name, method, password, Optional.empty(), sources, hosts, services);
    }

    /** Returns whether it may be used from {@code address}. */
    public boolean isFor(InetAddress address) {
        return sources.isEmpty() || sources.stream().anyMatch(network -> network.contains(address));
    }

    /** Returns whether it may be used for a host's service; the description is empty for a check of the host. */
    public boolean isFor(ByteString hostName, ByteString serviceDescription) {
        return matches(hosts, hostName) && matches(services, serviceDescription);
    }

    private static boolean matches(List<Glob> globs, ByteString name) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(name));
    }
}
