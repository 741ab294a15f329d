package io.nscatools.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nscatools.testsupport.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** docs/nsca.schema.json and the reader know the same. */
class SchemaTest {
    private static final Path SCHEMA = Project.root().resolve("docs/nsca.schema.json");

    @Test
    void hasTheKeysOfTheReader() throws Exception {
        JsonNode root = new ObjectMapper().readTree(Files.readString(SCHEMA)).get("properties");
        assertThat(names(root)).isEqualTo(YamlConfigReader.ROOT_KEYS);
        assertThat(names(root.get("listen").get("items").get("properties"))).isEqualTo(YamlConfigReader.LISTEN_KEYS);
        assertThat(names(root.get("credentials").get("items").get("properties")))
                .isEqualTo(YamlCredentialReader.KEYS);
        Set<String> sinkKeys = new TreeSet<>();
        root.get("sinks").get("items").get("oneOf").forEach(kind -> sinkKeys.addAll(names(kind.get("properties"))));
        assertThat(sinkKeys).isEqualTo(YamlSinkReader.SINK_KEYS);
        assertThat(names(root.get("journal").get("properties"))).isEqualTo(YamlSinkReader.JOURNAL_KEYS);
        assertThat(names(root.get("pace").get("items").get("properties"))).isEqualTo(YamlSinkReader.PACE_KEYS);
        assertThat(names(root.get("limits").get("properties"))).isEqualTo(YamlConfigReader.LIMITS_KEYS);
        assertThat(names(root.get("access").get("properties"))).isEqualTo(YamlConfigReader.ACCESS_KEYS);
        assertThat(names(root.get("log").get("properties"))).isEqualTo(YamlConfigReader.LOG_KEYS);
        assertThat(names(root.get("metrics").get("properties"))).isEqualTo(YamlConfigReader.METRICS_KEYS);
    }

    private static Set<String> names(JsonNode properties) {
        return new TreeSet<>(properties.propertyNames());
    }

    @Test
    void acceptsTheExample() throws Exception {
        assertThat(errors(Files.readString(Project.root().resolve("docs/nsca.example.yml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sinks: [{file: /x}]",
                "credentials: [{method: 1, password: x}]\nsinks: [{file: /x}]\nextra: 1",
                "credentials: [{method: 1, password: x, password_file: y}]\nsinks: [{file: /x}]",
                "credentials: [{method: 1, password: x}]\nsinks: [{file: /x, command_file: /y}]",
                "credentials: [{method: 1, password: x}]\nsinks: [{file: /x}]\nmax_packet_age: 30",
                "credentials: [{method: 1, password: x}]\nsinks: [{file: /x}]\nlimits: {connections: 0}"
            })
    void refusesWhatTheReaderRefuses(String yaml) throws Exception {
        assertThat(errors(yaml)).isNotEmpty();
    }

    private static List<?> errors(String yaml) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        return schema.validate(yaml, InputFormat.YAML);
    }
}
