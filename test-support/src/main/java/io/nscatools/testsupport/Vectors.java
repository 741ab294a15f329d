package io.nscatools.testsupport;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The recorded behaviour of the reference programs; {@code vectors/README.md} says where it is from. */
public final class Vectors {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Vectors() {}

    /** The cipher of one connection: the buffers follow each other on one session. */
    public record Cipher(
            String id, int method, String passwordHex, String iv, List<String> plain, List<String> cipher) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** The bare block cipher: single, independent blocks with one key. */
    public record Block(String id, int method, String key, List<String> plain, List<String> cipher) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** One run of send_nsca against nsca. */
    public record Session(
            String id,
            @JsonProperty("case") String caseName,
            int method,
            String passwordHex,
            List<String> args,
            String clientConfigHex,
            String stdinHex,
            int exitCode,
            String stdoutHex,
            String stderrHex,
            int packetSize,
            String serverToClient,
            String clientToServer,
            List<Packet> packets,
            String sink,
            String commandFileHex) {
        /** Returns whether the daemon wrote to a command file, so that {@link #commandFileHex()} is there. */
        public boolean hasCommandFile() {
            return sink.equals("command_file");
        }

        /**
         * Returns the lines that the daemon wrote to its command file, one byte a char, with {@code []} for their
         * times; where it wrote check results instead, what it would have written.
         */
        public String lines() {
            return hasCommandFile()
                    ? withoutTimes(bytes(commandFileHex))
                    : packets.stream().map(Packet::line).collect(Collectors.joining());
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** One packet of a session, decrypted and parsed. */
    public record Packet(
            int length,
            int version,
            String crc32,
            long timestamp,
            int returnCode,
            String hostHex,
            String descriptionHex,
            String outputHex) {
        private String line() {
            String kind = descriptionHex.isEmpty() ? "HOST" : "SERVICE";
            String description = descriptionHex.isEmpty() ? "" : text(descriptionHex) + ";";
            return "[] PROCESS_" + kind + "_CHECK_RESULT;" + text(hostHex) + ";" + description + returnCode + ";"
                    + text(outputHex).replace("\\", "\\\\").replace("\n", "\\n") + "\n";
        }

        private static String text(String hex) {
            return new String(bytes(hex), StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns all lines of {@code cipher.jsonl}. */
    public static List<Cipher> ciphers() {
        return read("cipher.jsonl", Cipher.class);
    }

    /** Returns all lines of {@code ecb.jsonl}. */
    public static List<Block> blocks() {
        return read("ecb.jsonl", Block.class);
    }

    /** Returns all lines of {@code sessions.jsonl}. */
    public static List<Session> sessions() {
        return read("sessions.jsonl", Session.class);
    }

    /** Returns one session of each case, the one with a command file if there are two. */
    public static List<Session> cases() {
        Map<String, Session> cases = new LinkedHashMap<>();
        for (Session session : sessions()) {
            cases.merge(session.caseName, session, (one, other) -> one.hasCommandFile() ? one : other);
        }
        return List.copyOf(cases.values());
    }

    /**
     * Returns one session of each case that Debian's programs can repeat: without the methods that its libmcrypt has
     * not got (fact 11).
     */
    public static List<Session> liveCases() {
        return cases().stream()
                .filter(session -> !List.of(7, 24, 25).contains(session.method()))
                .toList();
    }

    /** Returns the lines of a command file, one byte a char, with {@code []} for their times. */
    public static String withoutTimes(byte[] commandFile) {
        return new String(commandFile, StandardCharsets.ISO_8859_1).replaceAll("(?m)^\\[\\d+]", "[]");
    }

    /** Returns the bytes that {@code hex} stands for. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static <T> List<T> read(String name, Class<T> type) {
        InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> MAPPER.readValue(line, type)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
