package io.nscatools.server;

import io.nscatools.server.config.AccessConfig;
import io.nscatools.server.config.NscaServerConfig;
import io.nscatools.server.sink.SinkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations for tests, none of which looks at the machine's own {@code hosts.allow}. */
final class TestConfig {
    private TestConfig() {}

    /** Returns what {@code yaml}, written to a file in {@code folder}, says, without TCP wrappers. */
    static NscaServerConfig yaml(Path folder, String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("nsca.yml"), yaml);
        return withAccess(NscaServerConfig.read(file), new AccessConfig(false, false));
    }

    static NscaServerConfig withAccess(NscaServerConfig config, AccessConfig access) {
        return with(config, config.sinks(), access);
    }

    static NscaServerConfig withSink(NscaServerConfig config, SinkConfig sink) {
        return with(config, List.of(sink), config.access());
    }

    private static NscaServerConfig with(NscaServerConfig config, List<SinkConfig> sinks, AccessConfig access) {
        return new NscaServerConfig(
                config.listen(),
                config.credentials(),
                sinks,
                config.paces(),
                config.maxPacketAge(),
                config.layouts(),
                config.limits(),
                access,
                config.log(),
                config.metrics(),
                config.pidFile(),
                config.watchConfig(),
                config.notes());
    }
}
