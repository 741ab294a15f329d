package io.nscatools.tcpwrapper.access;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a request.
 *
 * @param verdict what happens to the connection
 * @param rule the rule that decided, or nothing if none matched
 * @param actions the options that take effect, in their order, up to the one that decides
 * @param reason one line that says why, for a log
 */
public record Decision(Verdict verdict, Optional<AccessRule> rule, List<Action> actions, String reason) {
    /** What happens to the connection. */
    public enum Verdict {
        /** The daemon serves it. */
        ALLOW,
        /** It is closed. */
        DENY,
        /** A shell command serves it in the daemon's place. A daemon that stays refuses it instead. */
        TWIST
    }

    /**
     * An option that takes effect.
     *
     * @param option which
     * @param value its value with {@code %} sequences expanded and cleaned, or empty if it has none
     */
    public record Action(OptionKeyword option, String value) {}

    /** Copies the actions. */
    public Decision {
        actions = List.copyOf(actions);
    }

    /** Returns whether the daemon serves the connection. */
    public boolean isAllowed() {
        return verdict == Verdict.ALLOW;
    }
}
