package io.nscatools.client.command;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of {@code --format=jsonl}: {@code {"host": "web", "service": "HTTP", "state": 2, "output": "no answer"}};
 * without a service it is a host check result.
 */
final class JsonLine implements LineResultReader.LineFormat {
    private static final List<String> KEYS = List.of("host", "service", "state", "output");

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public CheckResult parse(byte[] line) throws BadInputException {
        Map<String, ByteString> members = members(line);
        List<String> missing = new ArrayList<>(KEYS);
        missing.remove("service");
        missing.removeAll(members.keySet());
        if (!missing.isEmpty()) {
            throw new BadInputException("has no \"" + missing.get(0) + "\"");
        }
        ByteString host = members.get("host");
        ByteString state = members.get("state");
        ByteString output = members.get("output");
        return members.containsKey("service")
                ? CheckedResult.service(host, members.get("service"), state, output)
                : CheckedResult.host(host, state, output);
    }

    private Map<String, ByteString> members(byte[] line) throws BadInputException {
        Map<String, ByteString> members = new TreeMap<>();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadInputException("is no JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                members.put(key, member(key, value, parser));
            }
            if (parser.nextToken() != null) {
                throw new BadInputException("has something after its JSON object");
            }
        } catch (JacksonException e) {
            throw new BadInputException("is no JSON: " + withoutSource(e.getOriginalMessage()));
        }
        return members;
    }

    private static ByteString member(String key, JsonToken value, JsonParser parser) throws BadInputException {
        if (!KEYS.contains(key)) {
            throw new BadInputException("\"" + ByteString.of(key) + "\" is none of " + String.join(", ", KEYS));
        }
        JsonToken expected = key.equals("state") ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING;
        if (value != expected) {
            throw new BadInputException("\"" + key + "\" is no " + (key.equals("state") ? "whole number" : "string"));
        }
        return text(key, parser.getString());
    }

    /** JSON can name half a character, which UTF-8 has no bytes for. */
    private static ByteString text(String key, String value) throws BadInputException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new BadInputException("\"" + key + "\" has half a character, such as \\ud83d alone");
        }
        return ByteString.of(value);
    }

    /** The parser says where its object began, which is no place in any file. */
    private static String withoutSource(String message) {
        int source = message.indexOf(" (start marker at [Source:");
        return source < 0 ? message : message.substring(0, source);
    }
}
