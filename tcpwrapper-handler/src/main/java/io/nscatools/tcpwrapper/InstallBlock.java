package io.nscatools.tcpwrapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of hosts.deny that belong to us, between two comments that mark them. */
final class InstallBlock {
    private static final String BEGIN = "# BEGIN tcpwrapper-handler: written by its install command, which replaces it";
    private static final String END = "# END tcpwrapper-handler";
    private static final String SCRIPT = "handle_tcp_wrapper";

    /** A beginning without an end is none of ours: what stands behind it is somebody's rules. */
    private static final Pattern BLOCK = Pattern.compile(
            "^# BEGIN tcpwrapper-handler\\b(?:(?!^# BEGIN tcpwrapper-handler\\b).)*?^# END tcpwrapper-handler\\b[^\\n]*\\n",
            Pattern.MULTILINE | Pattern.DOTALL);

    private InstallBlock() {}

    /**
     * Returns the rule that calls a handler for every connection that nothing before it allows.
     *
     * <p>With twist the command lets go of the connection before it does anything, so the peer neither waits nor reads
     * a byte (T7, T11). {@code %a} is the address whatever has been looked up before, where the recipe's {@code %h} may
     * be a name (T5).
     *
     * <p>Our script is read in by the shell that libwrap starts, which spares the start of a second one.
     *
     * @param handler the handler's path, without a character that a shell or libwrap would understand
     * @param spawn whether to use spawn, which leaves the connection to libwrap, which holds it for 5 s (T9)
     * @param identSeconds how long to wait for the peer's ident service, 0 to not ask it (T8)
     */
    static String rule(String handler, boolean spawn, int identSeconds) {
        String ident = identSeconds == 0 ? "" : "RFC931 " + identSeconds + ": ";
        String arguments = identSeconds == 0 ? "%a %d" : "%a %d %a %u";
        Path path = Path.of(handler);
        String run = isOurs(path)
                ? "cd " + path.getParent() + " && set -- " + arguments + " && . ./" + SCRIPT
                : handler + " " + arguments;
        return "ALL: ALL: " + ident + (spawn ? "spawn" : "twist") + " (" + run + ") </dev/null >/dev/null 2>&1 &";
    }

    /** Another's may be a program of any kind, whatever its name: it is executed. */
    private static boolean isOurs(Path handler) {
        return handler.endsWith(SCRIPT) && Files.exists(handler.resolveSibling("spool_record"));
    }

    /** Returns the text of a hosts.deny with the rule in its marked place, or at its end if it has none. */
    static String put(String hostsDeny, String rule) {
        String block = BEGIN + "\n" + rule + "\n" + END + "\n";
        Matcher old = BLOCK.matcher(hostsDeny);
        return old.find()
                ? hostsDeny.substring(0, old.start()) + block + hostsDeny.substring(old.end())
                : hostsDeny + block;
    }
}
