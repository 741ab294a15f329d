package io.nscatools.configgen;

import io.nscatools.protocol.FileErrors;
import io.nscatools.yaml.Problem;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the configuration files of both sides of an NSCA connection, which must agree in method and password. */
final class MonitorWriter {
    private static final int MAX_PASSWORD_FILE = 4096;

    private MonitorWriter() {}

    /** Returns {@code send_nsca.cfg}, for the hosts. */
    static String client(Inventory.Monitor monitor) throws ProblemsException {
        return "password=" + password(monitor.passwordFile()) + "\n" + "encryption_method="
                + monitor.method().number() + "\n";
    }

    /** Returns {@code nsca.cfg}, for the monitor. */
    static String server(Inventory.Monitor monitor) throws ProblemsException {
        return "server_port=" + monitor.port() + "\n"
                + "command_file=" + monitor.commandFile() + "\n"
                + "max_packet_age=30\n"
                + "password=" + password(monitor.passwordFile()) + "\n"
                + "decryption_method=" + monitor.method().number() + "\n";
    }

    private static String password(Path file) throws ProblemsException {
        try {
            if (Files.size(file) > MAX_PASSWORD_FILE) {
                throw problem(file, "is larger than " + MAX_PASSWORD_FILE + " bytes: not a password file");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String password = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (password.isBlank() || password.chars().anyMatch(Character::isISOControl)) {
                throw problem(file, "expected one line with the password and nothing else");
            }
            return password;
        } catch (IOException e) {
            throw problem(file, "password file cannot be read: " + FileErrors.describe(e));
        }
    }

    private static ProblemsException problem(Path file, String message) {
        return new ProblemsException(List.of(new Problem(file.toString(), 0, 0, message)));
    }
}
