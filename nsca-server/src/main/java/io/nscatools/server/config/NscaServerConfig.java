package io.nscatools.server.config;

import io.nscatools.protocol.CfgException;
import io.nscatools.protocol.CfgFile;
import io.nscatools.protocol.FileErrors;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.server.sink.PaceConfig;
import io.nscatools.server.sink.SinkConfig;
import io.nscatools.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that the server is told.
 *
 * @param listen where to listen, at least one
 * @param credentials what clients may use, at least one, in the order in which they are tried
 * @param sinks where results go, at least one
 * @param paces how fast results of some services may go there
 * @param maxPacketAge how far a packet's time may be from ours in either direction; zero allows any
 * @param layouts the layouts that packets may have, the shortest first, none twice
 * @param limits what the server bears
 * @param access who may connect
 * @param log what is logged
 * @param metrics where metrics are served, or nothing
 * @param pidFile where the number of the process is written, or nothing
 * @param watchConfig whether a change of the file is taken over without being told to
 * @param notes what is likely a mistake in the file or has no effect here, a line each for the log
 */
public record NscaServerConfig(
        List<ListenAddress> listen,
        List<CredentialConfig> credentials,
        List<SinkConfig> sinks,
        List<PaceConfig> paces,
        Duration maxPacketAge,
        List<PacketLayout> layouts,
        LimitsConfig limits,
        AccessConfig access,
        LogConfig log,
        Optional<ListenAddress> metrics,
        Optional<Path> pidFile,
        boolean watchConfig,
        List<String> notes) {
    /** The layouts of the C programs. */
    static final List<PacketLayout> LAYOUTS = List.of(PacketLayout.LEGACY, PacketLayout.CURRENT);

    /** Copies the lists. */
    public NscaServerConfig {
        listen = List.copyOf(listen);
        credentials = List.copyOf(credentials);
        sinks = List.copyOf(sinks);
        paces = List.copyOf(paces);
        layouts = List.copyOf(layouts);
        notes = List.copyOf(notes);
    }

    /**
     * Reads {@code nsca.yml}, or {@code nsca.cfg} if the file's name does not end in {@code .yml} or {@code .yaml}.
     * What cannot be read again at a reload, as a FIFO, is refused.
     *
     * @throws ConfigException with all that is wrong in it
     */
    public static NscaServerConfig read(Path file) throws ConfigException {
        if (!isYaml(file)) {
            return readCfg(file);
        }
        refuseSpecial(file);
        try {
            return YamlConfigReader.read(file);
        } catch (ProblemsException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /**
     * Reads {@code nsca.cfg}, whatever the file is called.
     *
     * @throws ConfigException with all that is wrong in it
     */
    public static NscaServerConfig readCfg(Path file) throws ConfigException {
        refuseSpecial(file);
        try {
            return CfgConfigReader.read(CfgFile.read(file));
        } catch (CfgException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static void refuseSpecial(Path file) throws ConfigException {
        try {
            FileErrors.refuseSpecial(file);
        } catch (IOException e) {
            throw new ConfigException(file + ": " + FileErrors.describe(e));
        }
    }

    /** Returns whether a file of this name is read as YAML. */
    static boolean isYaml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yml") || name.endsWith(".yaml");
    }
}
