package io.nscatools.server;

import io.nscatools.cli.StandardCommand;
import io.nscatools.protocol.FileErrors;
import io.nscatools.server.config.ConfigException;
import io.nscatools.server.config.ConfigMigration;
import io.nscatools.server.config.NscaServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code nsca-server migrate} command. */
@Command(
        name = "nsca-server migrate",
        header = "Prints nsca.cfg as nsca.yml.",
        exitCodeOnUsageHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnVersionHelp = NscaServerCommand.EXIT_USAGE,
        exitCodeOnInvalidInput = NscaServerCommand.EXIT_USAGE)
final class MigrateCommand extends StandardCommand {
    @Parameters(paramLabel = "nsca.cfg", description = "The C daemon's configuration file.")
    private Path configFile;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Write the password to this new file, for its owner only, and not into the output.")
    private Path passwordFile;

    private final PrintWriter out;
    private final PrintWriter err;

    MigrateCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            NscaServerConfig config = NscaServerConfig.readCfg(configFile);
            String yaml = ConfigMigration.toYaml(config, Optional.ofNullable(passwordFile));
            if (passwordFile != null) {
                writePassword(config.credentials().get(0).password().bytes());
            }
            out.print(yaml);
            out.flush();
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
        } catch (FileAlreadyExistsException e) {
            err.println(passwordFile + ": is there already; remove it or name another file");
        } catch (IOException e) {
            err.println(passwordFile + ": " + FileErrors.describe(e));
        }
        return NscaServerCommand.EXIT_FAILED;
    }

    private void writePassword(byte[] password) throws IOException {
        Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(
                passwordFile,
                create,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(password));
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }
}
