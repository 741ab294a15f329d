package io.nscatools.configgen;

import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.UnsupportedMethodException;
import io.nscatools.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what an inventory says of the monitor. */
final class MonitorReader {
    /** The keys of an inventory. */
    static final Set<String> KEYS = Set.of(
            "host", "address", "port", "method", "password_file", "command_file", "flavour", "notification_command");

    static final String ADDRESS_EXPECTED = "a host name or an address";

    /** The command of the sample configuration of Icinga 2. */
    static final String DEFAULT_NOTIFICATION_COMMAND = "mail-service-notification";

    private static final int DEFAULT_PORT = 5667;

    /** A host name, an IPv4 or an IPv6 address: what a configuration file can hold without quoting. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.:][A-Za-z0-9_.:%-]{0,252}");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.+@:=,-]+)+");

    private MonitorReader() {}

    static Optional<String> address(String text) {
        return Optional.of(text).filter(address -> ADDRESS.matcher(address).matches());
    }

    /** Returns the monitor; nothing if what it needs is missing or wrong. */
    static Optional<Inventory.Monitor> read(YamlMapping keys, Path inventory) {
        Flavour flavour = keys.choice("flavour", Flavour.class).orElse(Flavour.NAGIOS4);
        int port = keys.number("port", 1, 65535).orElse(DEFAULT_PORT);
        EncryptionMethod method = method(keys);
        Optional<String> listen = keys.value("address", ADDRESS_EXPECTED, MonitorReader::address);
        String commandFile = keys.value("command_file", "an absolute path without blanks", MonitorReader::path)
                .orElse(flavour.commandFile());
        String notification = keys.text("notification_command").orElse(DEFAULT_NOTIFICATION_COMMAND);
        Names.problemWithName("notification_command", notification)
                .ifPresent(message -> keys.problem("notification_command", message));
        Optional<String> host = keys.required("host", keys.value("host", ADDRESS_EXPECTED, MonitorReader::address));
        Optional<Path> password = keys.required("password_file", keys.path("password_file"));
        if (host.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Inventory.Monitor(
                host.get(), listen, port, method, password.get(), commandFile, flavour, notification));
    }

    private static Optional<String> path(String text) {
        return Optional.of(text).filter(path -> PATH.matcher(path).matches());
    }

    private static EncryptionMethod method(YamlMapping keys) {
        Optional<String> text = keys.text("method");
        try {
            return text.isPresent() ? EncryptionMethod.parse(text.get()) : EncryptionMethod.RIJNDAEL_128;
        } catch (UnsupportedMethodException e) {
            keys.problem("method", e.getMessage());
            return EncryptionMethod.RIJNDAEL_128;
        }
    }
}
