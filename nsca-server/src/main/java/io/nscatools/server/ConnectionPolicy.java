package io.nscatools.server;

import io.nscatools.protocol.PacketLayout;
import io.nscatools.server.config.NscaServerConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says about connections. A reload makes a new one; connections keep the one that they began
 * under.
 *
 * @param config the configuration
 * @param credentials its credentials, in order
 * @param tcpWrappers {@code hosts.allow} and {@code hosts.deny}, if they count
 * @param hostNames the addresses of host names, if results must come from their host's own
 * @param diagnosis what is wrong with packets that cannot be decrypted
 */
record ConnectionPolicy(
        NscaServerConfig config,
        List<ServerCredential> credentials,
        Optional<TcpWrappers> tcpWrappers,
        Optional<HostNames> hostNames,
        Diagnosis diagnosis) {
    /** Returns the policy that {@code config} says, with the threads of {@code server}. */
    static ConnectionPolicy of(NscaServerConfig config, ServerContext server) {
        return new ConnectionPolicy(
                config,
                config.credentials().stream().map(ServerCredential::of).toList(),
                config.access().tcpWrappers()
                        ? Optional.of(new TcpWrappers(
                                config.access().hostsAllow(), config.access().hostsDeny()))
                        : Optional.empty(),
                config.access().strictModeSpoofing() ? Optional.of(new HostNames(server.lookups())) : Optional.empty(),
                new Diagnosis(config.credentials(), server.sideTasks()));
    }

    /** Returns the credentials that may be used from {@code address}, in order. */
    List<ServerCredential> credentialsFor(InetAddress address) {
        return credentials.stream()
                .filter(credential -> credential.config().isFor(address))
                .toList();
    }

    /** Returns the layouts that packets may have, the shortest first. */
    List<PacketLayout> layouts() {
        return config.layouts();
    }
}
