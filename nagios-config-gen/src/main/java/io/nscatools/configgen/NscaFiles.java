package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.configgen.Inventory.Monitor;
import io.nscatools.yaml.ProblemsException;

/** Writes the configuration of both sides of an NSCA connection, which must agree in method and password. */
final class NscaFiles {
    /** Where the files are put: what one of them names of another. */
    static final String FOLDER = "/etc/nsca-toolkit/";

    /** Where the scripts leave what the agent sends. */
    static final String SPOOL = "/var/spool/tcpwrapper-handler";

    private static final String SEND_NSCA_CFG = FOLDER + "send_nsca.cfg";

    private NscaFiles() {}

    /** Returns {@code send_nsca.cfg}. */
    static String sendNscaCfg(Inventory inventory) throws ProblemsException {
        Monitor monitor = inventory.monitor("client");
        return Header.of("client", inventory)
                + "password=" + Password.read(monitor.passwordFile()) + "\n"
                + "encryption_method=" + monitor.method().number() + "\n";
    }

    /** Returns {@code nsca.cfg}. */
    static String nscaCfg(Inventory inventory) throws ProblemsException {
        Monitor monitor = inventory.monitor("server");
        return Header.of("server", inventory)
                + monitor.address()
                        .map(address -> "server_address=" + address + "\n")
                        .orElse("")
                + "server_port=" + monitor.port() + "\n"
                + "command_file=" + monitor.commandFile() + "\n"
                + "max_packet_age=30\n"
                + "password=" + Password.read(monitor.passwordFile()) + "\n"
                + "decryption_method=" + monitor.method().number() + "\n";
    }

    /** Returns {@code nsca.yml}, which says the same to our server only. */
    static String nscaYml(Inventory inventory) throws ProblemsException {
        Monitor monitor = inventory.monitor("server");
        return Header.of("server --format yaml", inventory)
                + "listen:\n  - port: " + monitor.port() + "\n"
                + monitor.address()
                        .map(address -> "    address: " + yaml(address) + "\n")
                        .orElse("")
                + "credentials:\n  - name: all\n"
                + "    method: " + monitor.method().algorithm() + "\n"
                + "    password_file: " + FOLDER + "password\n"
                + "sinks:\n  - command_file: " + yaml(monitor.commandFile()) + "\n"
                + "max_packet_age: 30s\n";
    }

    /** Returns {@code tcpwrapper-handler.yml}, for the agent. */
    static String handlerYml(Inventory inventory, Host host) throws ProblemsException {
        Monitor monitor = inventory.monitor("handler");
        return Header.of("handler", inventory)
                + "host: " + yaml(host.name()) + "\n"
                + "service: " + yaml(host.service().description()) + "\n"
                + "spool: " + SPOOL + "\n"
                + "server:\n"
                + "  host: " + yaml(monitor.host()) + "\n"
                + "  port: " + monitor.port() + "\n"
                + "  send_nsca_cfg: " + SEND_NSCA_CFG + "\n";
    }

    /** Returns {@code tcpwrapper-handler.conf}, for the scripts that {@code hosts.deny} calls. */
    static String handlerConf(Inventory inventory, Host host) throws ProblemsException {
        Monitor monitor = inventory.monitor("handler");
        return Header.of("handler --format conf", inventory)
                + "NSCA_SPOOL=" + SPOOL + "\n"
                + "NSCA_HOST_NAME='" + host.name() + "'\n"
                + "NSCA_SERVICE='" + host.service().description() + "'\n"
                + "NSCA_MONITOR='" + monitor.host() + "'\n"
                + "NSCA_PORT=" + monitor.port() + "\n"
                + "NSCA_CONFIG=" + SEND_NSCA_CFG + "\n";
    }

    /** Quotes what YAML could take for something else, such as a host called {@code no}. Names hold no quotes. */
    private static String yaml(String value) {
        return '"' + value + '"';
    }
}
