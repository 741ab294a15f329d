package io.nscatools.server;

import io.nscatools.tcpwrapper.access.AccessLookups;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The names of peers, for rules that have names in them. What is looked up is remembered for a minute. */
final class PeerNames implements AccessLookups {
    private static final Duration VALID = Duration.ofSeconds(60);
    private static final long GETENT_SECONDS = 30;

    private final ExpiringCache<String, String> cache = new ExpiringCache<>(System::nanoTime);

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
        try {
            Process getent = new ProcessBuilder("getent", "hosts", address)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            String output = new String(getent.getInputStream().readNBytes(4096), StandardCharsets.ISO_8859_1);
            if (!getent.waitFor(GETENT_SECONDS, TimeUnit.SECONDS)) {
                getent.destroyForcibly();
            }
            String[] words = output.strip().split("\\s+");
            return words.length > 1 && !words[1].equals(address);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
