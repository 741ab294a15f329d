package io.nscatools.server;

import io.nscatools.tcpwrapper.access.AccessLookups;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** What rules ask about peers. Their names are remembered for a minute. */
final class PeerNames implements AccessLookups {
    private static final Duration VALID = Duration.ofSeconds(60);

    private final ExpiringCache<String, String> cache = new ExpiringCache<>(System::nanoTime);

    /** An answer takes a look-up or a command. */
    static final class TakesLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TakesLongException() {
            super(null, null, false, false);
        }
    }

    /** Returns what answers at once and throws {@link TakesLongException} where it cannot. */
    AccessLookups remembered() {
        return new AccessLookups() {
            @Override
            public String hostName(String address) {
                return cache.get(address).orElseThrow(TakesLongException::new);
            }

            @Override
            public boolean aclexec(String command) {
                throw new TakesLongException();
            }
        };
    }

    @Override
    public String hostName(String address) {
        Optional<String> remembered = cache.get(address);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        String name = lookUp(address);
        cache.put(address, name, VALID);
        return name;
    }

    private static String lookUp(String address) {
        try {
            InetAddress peer = InetAddress.getByName(address);
            // Java returns the name only if it leads back to the address, and else the address.
            String name = peer.getCanonicalHostName();
            if (!name.equals(peer.getHostAddress())) {
                return name;
            }
            return hasName(address) ? PARANOID : UNKNOWN;
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }

    /** Asks the system whether the address has any name, which Java does not tell. */
    private static boolean hasName(String address) {
        return ShellCommand.run("getent hosts " + address) == 0;
    }

    @Override
    public boolean aclexec(String command) {
        return ShellCommand.run(command) == 0;
    }
}
