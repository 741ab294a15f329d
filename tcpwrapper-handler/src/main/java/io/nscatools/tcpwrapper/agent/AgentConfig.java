package io.nscatools.tcpwrapper.agent;

import io.nscatools.client.ServerAddress;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.EncryptionMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent's configuration file says.
 *
 * @param host this host's name as Nagios knows it
 * @param service the service description in Nagios
 * @param spool the folder with the events
 * @param server where results go; empty if the file does not tell
 * @param digest when connections are counted together; empty: never
 * @param scan what counts as a scan
 * @param backToOk the quiet time after which an OK result is sent; empty: never
 * @param ignore networks whose connections are not reported
 * @param limits what the spool may hold
 * @param reverseNameWait how long alerts wait for reverse names, if their text has any
 * @param alert what an alert says
 */
record AgentConfig(
        ByteString host,
        ByteString service,
        Path spool,
        Optional<Server> server,
        Optional<DigestPolicy> digest,
        ScanPolicy scan,
        Optional<Duration> backToOk,
        List<Network> ignore,
        SpoolLimits limits,
        Duration reverseNameWait,
        AlertStyle alert) {

    /** Returns whether a connection is not to be reported. */
    boolean ignores(DeniedConnection connection) {
        return connection
                .address()
                .filter(address -> ignore.stream().anyMatch(network -> network.contains(address)))
                .isPresent();
    }

    /**
     * The NSCA daemon.
     *
     * @param host its name or address
     * @param port its port
     * @param access how to speak to it
     */
    record Server(String host, int port, Access access) {
        /** Returns host and port for a message. */
        ServerAddress address() {
            return new ServerAddress(host, port);
        }
    }

    /** How to speak to the daemon. */
    sealed interface Access permits MethodAndPassword, SendNscaCfg {}

    /**
     * Method and password.
     *
     * @param passwordFile the file whose first line is the password
     */
    record MethodAndPassword(EncryptionMethod method, Path passwordFile) implements Access {}

    /** What a configuration file of {@code send_nsca} says. */
    record SendNscaCfg(Path file) implements Access {}

    /**
     * What an alert says.
     *
     * @param text the first line
     * @param state the return code, 0 to 3
     * @param states the return codes of single daemons
     * @param perfdata whether the count follows as performance data
     * @param details whether further lines list the connections
     */
    record AlertStyle(Template text, int state, Map<String, Integer> states, boolean perfdata, boolean details) {
        /** Returns the return code for a daemon. */
        int stateOf(String daemon) {
            return states.getOrDefault(daemon, state);
        }
    }
}
