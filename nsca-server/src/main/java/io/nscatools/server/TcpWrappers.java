package io.nscatools.server;

import io.nscatools.tcpwrapper.access.AccessLookups;
import io.nscatools.tcpwrapper.access.AccessRequest;
import io.nscatools.tcpwrapper.access.AccessTable;
import io.nscatools.tcpwrapper.access.Decision;
import io.nscatools.tcpwrapper.access.HostsAccess;
import io.nscatools.tcpwrapper.access.OptionKeyword;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks {@code hosts.allow} and {@code hosts.deny} about the daemon {@code nsca}, as the C daemon does through libwrap.
 * A change of the files counts within a second.
 */
final class TcpWrappers {
    private static final Logger LOG = LoggerFactory.getLogger(TcpWrappers.class);
    private static final String DAEMON = "nsca";
    private static final Duration VALID = Duration.ofSeconds(1);

    private final Path allow;
    private final Path deny;
    private final PeerNames names = new PeerNames();
    private volatile Rules rules;
    private volatile List<String> toldProblems = List.of();

    /** What was in the files when they were read. */
    private record Rules(HostsAccess access, boolean areNone, long readAt) {}

    TcpWrappers(Path allow, Path deny) {
        this.allow = allow;
        this.deny = deny;
    }

    /** Returns whether the files were read just now and have no rule in them, so that everybody may connect. Quick. */
    boolean allowEverybody() {
        Rules latest = rules;
        return latest != null && latest.areNone && isFresh(latest);
    }

    /**
     * Returns what {@link #decide} would, or nothing if that takes a look-up or a command: a peer that needs none does
     * not wait for the look-ups of others. May read files.
     */
    Optional<Decision> decideAtOnce(InetAddress peer) {
        try {
            return Optional.of(decide(peer, names.remembered()))
                    .filter(decision -> spawned(decision).isEmpty());
        } catch (PeerNames.TakesLongException e) {
            return Optional.empty();
        }
    }

    /**
     * Decides about a connection from {@code peer} and runs what its rule spawns; a rule that has another program
     * answer ({@code twist}) only refuses, as this process serves others too. Reads files and may look up names, which
     * may take long.
     */
    Decision decide(InetAddress peer) {
        Decision decision = decide(peer, names);
        spawned(decision).forEach(ShellCommand::run);
        return decision;
    }

    private Decision decide(InetAddress peer, AccessLookups lookups) {
        return latest().access.decide(AccessRequest.of(DAEMON, Peer.text(peer)), lookups);
    }

    private static List<String> spawned(Decision decision) {
        return decision.actions().stream()
                .filter(action -> action.option() == OptionKeyword.SPAWN)
                .map(Decision.Action::value)
                .toList();
    }

    private static boolean isFresh(Rules latest) {
        return System.nanoTime() - latest.readAt < VALID.toNanos();
    }

    /** Many connections may ask at once; one of them reads. */
    private synchronized Rules latest() {
        Rules latest = rules;
        return latest == null || !isFresh(latest) ? read() : latest;
    }

    private Rules read() {
        HostsAccess access = HostsAccess.read(allow, deny);
        List<String> problems = access.problems().stream().map(Object::toString).toList();
        if (!problems.equals(toldProblems)) {
            toldProblems = problems;
            problems.forEach(problem -> LOG.warn("{}", problem));
        }
        boolean areNone = problems.isEmpty()
                && AccessTable.read(allow).rules().isEmpty()
                && AccessTable.read(deny).rules().isEmpty();
        Rules read = new Rules(access, areNone, System.nanoTime());
        rules = read;
        return read;
    }
}
