package io.nscatools.configgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Project;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema knows what the reader knows. */
class InventorySchemaTest {
    private final JsonNode schema = JsonMapper.builder()
            .build()
            .readTree(Project.root().resolve("docs/nsca-inventory.schema.json").toFile());

    @Test
    void hasTheReadersKeysAndNoOthers() {
        assertKeys(schema, InventoryReader.KEYS);
        assertKeys(definition("monitor"), MonitorReader.KEYS);
        assertKeys(definition("defaults"), SettingsReader.KEYS);
        assertKeys(definition("group"), InventoryReader.GROUP_KEYS);
        assertKeys(definition("host").get("anyOf").get(1), InventoryReader.HOST_KEYS);
        assertKeys(definition("hosts_deny"), HostsDeny.KEYS);
        assertKeys(definition("extra"), SettingsReader.EXTRA);
        assertThat(InventoryReader.KEYS).containsAll(InventoryReader.INCLUDED_KEYS);
    }

    @Test
    void hasTheReadersChoices() {
        assertChoices(schema.get("properties").get("definitions"), Inventory.Definitions.values());
        assertChoices(definition("monitor").get("properties").get("flavour"), Flavour.values());
        assertChoices(definition("hosts_deny").get("properties").get("action"), HostsDeny.Action.values());
    }

    @Test
    void describesEveryKey() {
        schema.get("properties")
                .forEach(property -> assertThat(property.has("description") || property.has("$ref"))
                        .isTrue());
        for (String name : new String[] {"monitor", "defaults", "hosts_deny"}) {
            definition(name)
                    .get("properties")
                    .forEach(property -> assertThat(property.has("description") || property.has("$ref"))
                            .as(name)
                            .isTrue());
        }
    }

    private JsonNode definition(String name) {
        return schema.get("$defs").get(name);
    }

    private static void assertKeys(JsonNode object, Set<String> keys) {
        Collection<String> names = object.get("properties").propertyNames();
        assertThat(names).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(object.get("additionalProperties").asBoolean()).isFalse();
    }

    private static void assertChoices(JsonNode property, Enum<?>[] constants) {
        assertThat(property.get("enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toList()));
    }
}
