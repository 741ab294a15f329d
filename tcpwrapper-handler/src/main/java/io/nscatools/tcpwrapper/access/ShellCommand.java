package io.nscatools.tcpwrapper.access;

import java.util.regex.Pattern;

/** What one can tell of a shell command from its text. */
final class ShellCommand {
    private static final Pattern OUTPUT = Pattern.compile("(^|[^0-9&>2])1?>>?\\s*[^&\\s]|&>|>&\\s*/");
    private static final Pattern ERRORS = Pattern.compile("2>>?\\s*\\S|&>|>&\\s*/");
    /** Commands that people put behind twist to say something to the peer or to serve it in the daemon's place. */
    private static final Pattern FOR_THE_PEER = Pattern.compile(
            "[\\s({]*([A-Za-z_][A-Za-z0-9_]*=[^;\\s]*[;\\s]+)*((\\S*/)?(echo|printf|cat|exec)\\b.*)", Pattern.DOTALL);

    private final String text;

    ShellCommand(String text) {
        this.text = text;
    }

    boolean redirectsOutput() {
        return OUTPUT.matcher(text).find();
    }

    boolean redirectsErrors() {
        return ERRORS.matcher(text).find();
    }

    boolean isInBackground() {
        return text.matches("(?s).*[^&]&[\\s)}]*");
    }

    /** Returns whether the output is likely meant to reach the peer, as that of echo is. */
    boolean isMeantForThePeer() {
        return FOR_THE_PEER.matcher(text).matches() && !isInBackground();
    }
}
