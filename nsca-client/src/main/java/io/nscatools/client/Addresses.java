package io.nscatools.client;

import io.nscatools.client.internal.Deadline;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The addresses of a host, in the order in which to try them. */
final class Addresses {
    private Addresses() {}

    /**
     * Returns all addresses of {@code host}, IPv6 and IPv4 in turns and the resolver's favourite first (RFC 8305,
     * section 4).
     */
    static List<InetAddress> of(String host, Deadline deadline)
            throws UnknownHostException, SocketTimeoutException, InterruptedException {
        InetAddress[] addresses = isLiteral(host) ? InetAddress.getAllByName(host) : lookUp(host, deadline);
        return addresses.length == 1 ? List.of(addresses[0]) : inTurns(Arrays.asList(addresses));
    }

    private static boolean isLiteral(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) != '.' && (host.charAt(i) < '0' || host.charAt(i) > '9')) {
                return host.indexOf(':') >= 0;
            }
        }
        return true;
    }

    /** The resolver knows no time limit, so it runs aside. */
    private static InetAddress[] lookUp(String host, Deadline deadline)
            throws UnknownHostException, SocketTimeoutException, InterruptedException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread thread = new Thread(lookup, "nsca-client-resolver");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the name lookup took too long");
        } catch (ExecutionException e) {
            throw (UnknownHostException) new UnknownHostException(host).initCause(e.getCause());
        }
    }

    static List<InetAddress> inTurns(List<InetAddress> addresses) {
        Class<?> favourite = addresses.get(0).getClass();
        List<InetAddress> first =
                addresses.stream().filter(favourite::isInstance).toList();
        List<InetAddress> second = addresses.stream()
                .filter(address -> !favourite.isInstance(address))
                .toList();
        List<InetAddress> turns = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            first.stream().skip(i).findFirst().ifPresent(turns::add);
            second.stream().skip(i).findFirst().ifPresent(turns::add);
        }
        return turns;
    }
}
