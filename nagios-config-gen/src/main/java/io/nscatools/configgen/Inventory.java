package io.nscatools.configgen;

import io.nscatools.protocol.EncryptionMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator says once about the monitor and the hosts that report to it.
 *
 * @param monitor the host with Nagios and the NSCA daemon, if the inventory tells of it
 * @param hosts the hosts that report refused connections, in the order of the file; at least one
 */
record Inventory(Optional<Monitor> monitor, List<Host> hosts) {
    /**
     * The host with Nagios and the NSCA daemon.
     *
     * @param host the name or address that clients connect to
     * @param port the daemon's port
     * @param method the encryption method of both sides
     * @param passwordFile the file whose first line is the password of both sides
     * @param commandFile Nagios' external command file
     */
    record Monitor(String host, int port, EncryptionMethod method, Path passwordFile, String commandFile) {}

    /**
     * A host that reports refused connections.
     *
     * @param name its name as Nagios knows it
     * @param address its address for Nagios; the name if the inventory does not tell
     * @param service its service definition
     */
    record Host(String name, String address, ServiceDefinition service) {}
}
