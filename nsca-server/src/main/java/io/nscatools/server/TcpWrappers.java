package io.nscatools.server;

import io.nscatools.tcpwrapper.access.AccessRequest;
import io.nscatools.tcpwrapper.access.Decision;
import io.nscatools.tcpwrapper.access.HostsAccess;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks {@code hosts.allow} and {@code hosts.deny} about the daemon {@code nsca}, as the C daemon does through libwrap.
 * The files are read for each connection, as libwrap does, so a change counts at once.
 */
final class TcpWrappers {
    private static final Logger LOG = LoggerFactory.getLogger(TcpWrappers.class);
    private static final String DAEMON = "nsca";

    private final Path allow;
    private final Path deny;
    private final PeerNames names = new PeerNames();
    private volatile List<String> toldProblems = List.of();

    TcpWrappers(Path allow, Path deny) {
        this.allow = allow;
        this.deny = deny;
    }

    /** Returns whether there is anything to ask: without the files everybody may connect. Quick. */
    boolean exist() {
        return Files.exists(allow) || Files.exists(deny);
    }

    /** Decides about a connection from {@code peer}; may look up its name, which may take long. */
    Decision decide(InetAddress peer) {
        HostsAccess access = HostsAccess.read(allow, deny);
        List<String> problems =
                access.problems().stream().map(Object::toString).toList();
        if (!problems.equals(toldProblems)) {
            toldProblems = problems;
            problems.forEach(problem -> LOG.warn("{}", problem));
        }
        return access.decide(AccessRequest.of(DAEMON, Peer.text(peer)), names);
    }
}
