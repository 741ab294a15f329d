package io.nscatools.tcpwrapper.agent;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A connection that TCP wrappers refused. Names are the peer's to choose, so they hold only the characters that libwrap
 * lets through (fact T10): any other byte has become {@code _}.
 *
 * @param time when it was refused
 * @param daemon the daemon, {@code %d} (fact T4), or {@code unknown}
 * @param host the peer as libwrap names it, {@code %h}; where that is {@code unknown} or {@code paranoid} (facts T5,
 *     T6), its address; where there is none either, {@code unknown}
 * @param address the peer's address
 * @param name the peer's name, as its own name server tells it
 * @param user what the peer's ident service answered
 * @param port the peer's port
 */
record DeniedConnection(
        Instant time,
        String daemon,
        String host,
        Optional<PeerAddress> address,
        Optional<String> name,
        Optional<String> user,
        OptionalInt port) {
    /** What stands in place of a name that nobody knows. */
    static final String UNKNOWN = "unknown";

    /** Keys of arguments, each the letter of its expansion in hosts_access(5), in the order of those without a key. */
    private static final List<String> POSITIONS = List.of("h", "d", "a", "u", "c", "p", "s");

    private static final Pattern KEY_AND_VALUE = Pattern.compile("(?s)[hdaucpsnr]=.*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9!@%_=+:,./-]");
    private static final Set<String> NO_NAMES = Set.of("", UNKNOWN, "paranoid");
    private static final int MAX_NAME = 255;
    private static final int MAX_PORT = 65535;

    /** An address and perhaps a port, as in {@code 192.0.2.7:4242} or {@code [2001:db8::1]:4242}. */
    private record Endpoint(PeerAddress address, OptionalInt port) {
        static Optional<Endpoint> parse(String text) {
            Optional<PeerAddress> plain = PeerAddress.parse(text);
            if (plain.isPresent()) {
                return plain.map(address -> new Endpoint(address, OptionalInt.empty()));
            }
            int colon = text.lastIndexOf(':');
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            String host = colon < 0 || bracketed ? text : text.substring(0, colon);
            OptionalInt port = bracketed || colon < 0 ? OptionalInt.empty() : portOf(text.substring(colon + 1));
            if (!bracketed && port.isEmpty()) {
                return Optional.empty();
            }
            String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return PeerAddress.parse(literal).map(address -> new Endpoint(address, port));
        }
    }

    /**
     * Returns the connection that the arguments of {@code handle_tcp_wrapper} tell of. Where the first one is a key and
     * a value, all are; else their places tell, and a {@code =} in them is data.
     */
    static DeniedConnection of(List<String> arguments, Instant time) {
        Map<String, String> values = values(arguments);
        String host = values.getOrDefault("h", "");
        Optional<String> client = known(afterLast('@', values.getOrDefault("c", "")));
        Optional<Endpoint> hostEndpoint = Endpoint.parse(host);
        Optional<Endpoint> endpoint = hostEndpoint
                .or(() -> Endpoint.parse(values.getOrDefault("a", "")))
                .or(() -> client.flatMap(Endpoint::parse));
        Optional<PeerAddress> address = endpoint.map(Endpoint::address);
        Optional<String> hostName = hostEndpoint.isPresent() ? Optional.empty() : known(host);
        Optional<String> name = known(values.getOrDefault("n", ""))
                .filter(text -> Endpoint.parse(text).isEmpty());
        OptionalInt port = portOf(values.getOrDefault("r", ""));
        return new DeniedConnection(
                time,
                known(values.getOrDefault("d", ""))
                        .or(() -> known(beforeFirst('@', values.getOrDefault("s", ""))))
                        .orElse(UNKNOWN),
                hostName.or(() -> address.map(PeerAddress::toString))
                        .or(() -> client)
                        .orElse(UNKNOWN),
                address,
                name.or(() -> hostName),
                known(values.getOrDefault("u", "")),
                port.isPresent() ? port : endpoint.map(Endpoint::port).orElseGet(OptionalInt::empty));
    }

    /** Returns a connection of which nothing but its time is known. */
    static DeniedConnection unknown(Instant time) {
        return of(List.of(), time);
    }

    private static Map<String, String> values(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        if (!arguments.isEmpty() && KEY_AND_VALUE.matcher(arguments.get(0)).matches()) {
            arguments.stream()
                    .filter(argument -> KEY_AND_VALUE.matcher(argument).matches())
                    .forEach(argument -> values.putIfAbsent(argument.substring(0, 1), argument.substring(2)));
        } else {
            for (int i = 0; i < Math.min(arguments.size(), POSITIONS.size()); i++) {
                values.put(POSITIONS.get(i), arguments.get(i));
            }
        }
        return values;
    }

    /** Returns {@code text} cleaned, or nothing if it is a word for "not known". */
    private static Optional<String> known(String text) {
        if (NO_NAMES.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(clean(text));
    }

    /** Returns at most the first 255 characters of {@code text}, with {@code _} in place of those not let through. */
    static String clean(String text) {
        String cut = text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
        return UNSAFE.matcher(cut).replaceAll("_");
    }

    private static String afterLast(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    private static String beforeFirst(char separator, String text) {
        int end = text.indexOf(separator);
        return end < 0 ? text : text.substring(0, end);
    }

    private static OptionalInt portOf(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= MAX_PORT
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** Returns how many characters its names have. */
    int characters() {
        return daemon.length()
                + host.length()
                + name.map(String::length).orElse(0)
                + user.map(String::length).orElse(0);
    }

    /** Returns what digests count by: the address, for IPv6 its /64, or else the host. */
    String source() {
        return address.map(PeerAddress::groupText).orElse(host);
    }
}
