package io.nscatools.tcpwrapper.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as a configuration file has them. */
final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})(kB|MB|GB)");

    private ByteSize() {}

    /** Returns the number of bytes that a text such as {@code 500kB}, {@code 100MB} or {@code 2GB} means. */
    static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "kB" -> 1_000;
            case "MB" -> 1_000_000;
            default -> 1_000_000_000;
        };
        return Optional.of(Long.parseLong(matcher.group(1)) * unit);
    }
}
