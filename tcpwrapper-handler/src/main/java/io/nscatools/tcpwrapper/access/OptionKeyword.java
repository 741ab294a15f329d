package io.nscatools.tcpwrapper.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of hosts_options(5) as Debian's libwrap has them. */
public enum OptionKeyword {
    USER(Argument.NEEDED),
    GROUP(Argument.NEEDED),
    UMASK(Argument.NEEDED),
    LINGER(Argument.NEEDED),
    KEEPALIVE(Argument.NONE),
    ACLEXEC(Argument.EXPANDED),
    SPAWN(Argument.EXPANDED),
    TWIST(Argument.EXPANDED),
    RFC931(Argument.OPTIONAL),
    SETENV(Argument.EXPANDED),
    NICE(Argument.OPTIONAL),
    SEVERITY(Argument.NEEDED),
    ALLOW(Argument.NONE),
    DENY(Argument.NONE),
    BANNERS(Argument.NEEDED);

    private final Argument argument;

    private enum Argument {
        NONE,
        OPTIONAL,
        NEEDED,
        /** Needed, and {@code %} sequences in it are expanded. */
        EXPANDED
    }

    OptionKeyword(Argument argument) {
        this.argument = argument;
    }

    /** Returns the option with a name, in which case does not matter. */
    static Optional<OptionKeyword> of(String name) {
        return Arrays.stream(values())
                .filter(keyword -> Ascii.equal(keyword.word(), name))
                .findFirst();
    }

    /** Returns the names of all options. */
    static List<String> words() {
        return Arrays.stream(values()).map(OptionKeyword::word).toList();
    }

    /** Returns the name as one writes it, such as {@code twist}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean needsValue() {
        return argument == Argument.NEEDED || argument == Argument.EXPANDED;
    }

    boolean takesValue() {
        return argument != Argument.NONE;
    }

    boolean expandsValue() {
        return argument == Argument.EXPANDED;
    }

    /** Returns whether libwrap refuses a rule that has anything after this option. */
    boolean mustBeLast() {
        return this == TWIST || this == ALLOW || this == DENY;
    }
}
