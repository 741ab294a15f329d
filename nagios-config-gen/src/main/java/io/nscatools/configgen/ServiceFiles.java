package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.configgen.Inventory.Monitor;
import io.nscatools.yaml.ProblemsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what systemd and xinetd need to start the server, the agent and the services that are refused. */
final class ServiceFiles {
    /** A daemon that inetd starts: {@code in.fingerd} serves finger. */
    private static final Pattern INETD_DAEMON = Pattern.compile("in\\.([a-z0-9]+)d");

    /** As whom the packages run the agent. */
    private static final String AGENT_USER = "nsca";

    private ServiceFiles() {}

    /** Returns {@code nsca-server.service}. */
    static String serverUnit(Inventory inventory) throws ProblemsException {
        Monitor monitor = inventory.monitor("server");
        String nagios = monitor.flavour().unit() + ".service";
        return Header.of("server --format systemd", inventory)
                + "[Unit]\nDescription=NSCA server\n"
                + "Wants=network-online.target\nAfter=network-online.target " + nagios + "\n\n"
                + service(
                        "/usr/sbin/nsca-server -c " + NscaFiles.FOLDER + "nsca.yml",
                        monitor.flavour().user())
                + "\n" + install();
    }

    /**
     * Returns {@code tcpwrapper-handler.service}, for the agent. It makes the spool: the refused services run as many
     * users, each of which may add a file there; only the agent reads them.
     */
    static String agentUnit(Inventory inventory) {
        return Header.of("handler --format systemd", inventory)
                + "[Unit]\nDescription=Reports refused connections to Nagios\n"
                + "Wants=network-online.target\nAfter=network-online.target\n\n"
                + service(
                        "/usr/sbin/tcpwrapper-handler agent -c " + NscaFiles.FOLDER + "tcpwrapper-handler.yml",
                        AGENT_USER)
                + "ExecStartPre=+/usr/bin/install -d -o " + AGENT_USER + " -g " + AGENT_USER + " -m 3733 "
                + NscaFiles.SPOOL + "\n"
                + "SuccessExitStatus=143\nRestartSec=5\n\n"
                + install();
    }

    private static String service(String command, String user) {
        return "[Service]\nExecStart=" + command + "\nUser=" + user + "\nGroup=" + user + "\n"
                + "Restart=on-failure\nNoNewPrivileges=yes\nProtectSystem=full\nProtectHome=yes\nPrivateTmp=yes\n";
    }

    private static String install() {
        return "[Install]\nWantedBy=multi-user.target\n";
    }

    /** Returns {@code xinetd.d/nsca}: a server process a connection, where no daemon may stay. */
    static String serverXinetd(Inventory inventory) throws ProblemsException {
        Monitor monitor = inventory.monitor("server");
        String bind = monitor.address().map(address -> line("bind", address)).orElse("");
        return Header.of("server --format xinetd", inventory)
                + "service nsca\n{\n"
                + line("type", "UNLISTED")
                + line("socket_type", "stream")
                + line("protocol", "tcp")
                + line("wait", "no")
                + bind
                + line("port", Integer.toString(monitor.port()))
                + line("user", monitor.flavour().user())
                + line("server", "/usr/sbin/nsca-server")
                + line("server_args", "-c " + NscaFiles.FOLDER + "nsca.yml --inetd")
                + "}\n";
    }

    /**
     * Returns a file below {@code xinetd.d} for each daemon of the host's rule that inetd starts, by way of tcpd.
     * xinetd neither hands a connection over as IPv6 (fact T6) nor stops the service when there are many (fact R5), and
     * leaves hosts.deny to tcpd, which runs the handler as the service's user.
     */
    static List<GeneratedFile> wrapped(Inventory inventory, Host host) {
        return host.settings().hostsDeny().daemons().stream()
                .map(INETD_DAEMON::matcher)
                .filter(Matcher::matches)
                .map(matcher -> GeneratedFile.open(
                        "xinetd.d/" + matcher.group(1), wrapped(inventory, matcher.group(1), matcher.group())))
                .toList();
    }

    private static String wrapped(Inventory inventory, String service, String daemon) {
        return Header.of("handler --format xinetd", inventory)
                + "service " + service + "\n{\n"
                + line("socket_type", "stream")
                + line("protocol", "tcp")
                + line("wait", "no")
                + line("user", "root")
                + line("flags", "NAMEINARGS NOLIBWRAP IPv4")
                + line("instances", "UNLIMITED")
                + line("cps", "1000 1")
                + line("server", "/usr/sbin/tcpd")
                + line("server_args", "/usr/sbin/" + daemon)
                + "}\n";
    }

    private static String line(String name, String value) {
        return "    " + name + " ".repeat(12 - name.length()) + "= " + value + "\n";
    }
}
