package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.testsupport.CommandResult;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes in beyond the reference's form, and what is said of bad input. */
class InputFormatsIT {
    private static final CheckResult GOOD = result("good", "s", 0, "out");

    @TempDir
    private Path folder;

    private final List<CheckResult> taken = new CopyOnWriteArrayList<>();
    private String config;

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(folder.resolve("c.cfg"), "encryption_method=0\n")
                .toString();
    }

    /** A bad line, and what is said of it. */
    record Bad(String format, ByteString line, String message) {
        Bad(String format, String line, String message) {
            this(format, ByteString.of(line), message);
        }

        @Override
        public String toString() {
            return format + ": " + message;
        }
    }

    static List<Bad> badLines() {
        String names = "host name, service description, return code, plugin output";
        return List.of(
                new Bad(
                        "lines",
                        "h",
                        "has 1 field(s) instead of 4 (" + names + ") or 3 (host name, return code, plugin output)"),
                new Bad(
                        "lines",
                        "h\ts",
                        "has 2 field(s) instead of 4 (" + names + ") or 3 (host name, return code, plugin output)"),
                new Bad("lines", "h\ts\tOK\tout", "return code 'OK' is not a number"),
                new Bad("lines", "h\ts\t\tout", "return code '' is not a number"),
                new Bad("lines", "h\ts\t32768\tout", "return code '32768' is not within -32768..32767"),
                new Bad("lines", "h\ts\t99999999999\tout", "return code '99999999999' is not within -32768..32767"),
                new Bad(
                        "lines",
                        "h\t\t0\tout",
                        "the service description is empty; a host check result has no such field"),
                new Bad("lines", "\ts\t0\tout", "the host name is empty"),
                new Bad(
                        "lines",
                        "h".repeat(64) + "\ts\t0\tout",
                        "host name '" + "h".repeat(64) + "' has 64 bytes, 63 fit"),
                new Bad(
                        "lines",
                        "h\t" + "s".repeat(128) + "\t0\tout",
                        "service description '" + "s".repeat(128) + "' has 128 bytes, 127 fit"),
                new Bad("lines", "h\0\ts\t0\tout", "host name 'h\\x00' has the control character 0x00 at byte 1"),
                new Bad(
                        "lines",
                        "h\ts\u0001\t0\tout",
                        "service description 's\\x01' has the control character 0x01 at byte 1"),
                new Bad("lines", "h\ts;t\t0\tout", "service description 's;t' has a semicolon at byte 1"),
                new Bad("lines", "h\ts\t0\to\0ut", "plugin output has a NUL at byte 1"),
                new Bad("lines", latin1("h\ts\t0\tou\u00fc"), "plugin output is not valid UTF-8"),
                new Bad("lines", latin1("\u00fc\ts\t0\tout"), "host name is not valid UTF-8"),
                new Bad("lines", "h\ts\t0\t" + "x".repeat(1 << 20), "has 1048582 bytes, at most 65536 are read"),
                new Bad(
                        "tsv",
                        "h\ts\t0\tout\tmore",
                        "has 5 field(s) instead of 4 (" + names + ") or 3 (host name, return code, plugin output)"),
                new Bad("tsv", "h\ts\t0\tC:\\dir", "has a backslash that begins none of \\t \\n \\r \\\\"),
                new Bad("tsv", "h\ts\t0\tout\\", "has a backslash that begins none of \\t \\n \\r \\\\"),
                new Bad("jsonl", "[]", "is no JSON object"),
                new Bad("jsonl", "{\"host\":\"h\",\"state\":0}", "has no \"output\""),
                new Bad("jsonl", "{\"host\":\"h\",\"state\":\"0\",\"output\":\"o\"}", "\"state\" is no whole number"),
                new Bad("jsonl", "{\"host\":1,\"state\":0,\"output\":\"o\"}", "\"host\" is no string"),
                new Bad(
                        "jsonl",
                        "{\"host\":\"h\",\"code\":0,\"output\":\"o\"}",
                        "\"code\" is none of host, service, state, output"),
                new Bad(
                        "jsonl",
                        "{\"host\":\"h\",\"state\":0,\"output\":\"o\"} x",
                        "is no JSON: Unrecognized token 'x'"),
                new Bad(
                        "tsv",
                        "h\ts",
                        "has 2 field(s) instead of 4 (" + names + ") or 3 (host name, return code, plugin output)"),
                new Bad("tsv", "h\ts\tOK\tout", "return code 'OK' is not a number"),
                new Bad(
                        "tsv",
                        "h".repeat(64) + "\ts\t0\tout",
                        "host name '" + "h".repeat(64) + "' has 64 bytes, 63 fit"),
                new Bad(
                        "tsv",
                        "h\t" + "s".repeat(128) + "\t0\tout",
                        "service description '" + "s".repeat(128) + "' has 128 bytes, 127 fit"),
                new Bad("tsv", "h\0\ts\t0\tout", "host name 'h\\x00' has the control character 0x00 at byte 1"),
                new Bad(
                        "tsv",
                        "h\ts\\n\t0\tout",
                        "service description 's\\x0a' has the control character 0x0a at byte 1"),
                new Bad("tsv", "h\ts\t0\to\0ut", "plugin output has a NUL at byte 1"),
                new Bad("tsv", latin1("h\ts\u00fc\t0\tout"), "service description is not valid UTF-8"),
                new Bad("tsv", "h\ts\t0\t" + "x".repeat(1 << 20), "has 1048582 bytes, at most 65536 are read"),
                new Bad(
                        "jsonl",
                        json("h".repeat(64), "s", "0", "o"),
                        "host name '" + "h".repeat(64) + "' has 64 bytes, 63 fit"),
                new Bad(
                        "jsonl",
                        json("h", "s".repeat(128), "0", "o"),
                        "service description '" + "s".repeat(128) + "' has 128 bytes, 127 fit"),
                new Bad(
                        "jsonl",
                        json("h\\u0000", "s", "0", "o"),
                        "host name 'h\\x00' has the control character 0x00 at byte 1"),
                new Bad(
                        "jsonl",
                        json("h", "s\\u0001", "0", "o"),
                        "service description 's\\x01' has the control character 0x01 at byte 1"),
                new Bad("jsonl", json("h", "s", "0", "o\\u0000"), "plugin output has a NUL at byte 1"),
                new Bad("jsonl", json("h", "s", "0", "o\\ud83d"), "\"output\" has half a character"),
                new Bad("jsonl", latin1(json("h", "s", "0", "\u00fc")), "is no JSON: Invalid UTF-8"),
                new Bad("jsonl", json("h", "s", "1.5", "o"), "\"state\" is no whole number"),
                new Bad("jsonl", json("h", "s", "40000", "o"), "return code '40000' is not within -32768..32767"),
                new Bad("jsonl", json("h", "s", "0", "x".repeat(1 << 20)), "has 1048624 bytes, at most 65536 are read"),
                new Bad(
                        "jsonl",
                        "{\"host\":\"h\"",
                        "is no JSON: Unexpected end-of-input: expected close marker for Object\n"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void tellsTheLineOfBadInputAndSendsTheRest(Bad bad) throws Exception {
        String good = bad.format.equals("jsonl")
                ? "{\"host\":\"good\",\"service\":\"s\",\"state\":0,\"output\":\"out\"}"
                : "good\ts\t0\tout";
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes((good + "\n\n").getBytes(StandardCharsets.UTF_8));
        input.writeBytes(bad.line.toByteArray());
        input.writeBytes(("\n" + good).getBytes(StandardCharsets.UTF_8));
        String[] format = bad.format.equals("lines") ? new String[] {"--lines"} : new String[] {"--format", bad.format};
        CommandResult result = run(input.toByteArray(), format);
        assertThat(result.stderr()).contains("Error: standard input: line 3: " + bad.message);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.stdout()).isEqualTo("2 data packet(s) sent to host successfully.\n");
        assertThat(taken).containsExactly(GOOD, GOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "--lines|h,s,2,a\\tb|h|s|2|a\\tb",
                "--lines|h,s,2,|h|s|2|''",
                "--lines|h,1,host output|h|''|1|host output",
                "--lines|h,s,-1,one,two|h|s|-1|one,two",
                "--format=tsv|h,s,0,one\\ntwo\\tthree\\\\four\\r|h|s|0|one{LF}two{TAB}three\\four{CR}",
                "--format=tsv|h,s,0,|h|s|0|''"
            })
    void readsLines(String format, String line, String host, String service, int state, String output)
            throws Exception {
        String delimiter = format.equals("--lines") ? "," : "\t";
        CommandResult result =
                run((line.replace(",", delimiter) + "\r\n").getBytes(StandardCharsets.UTF_8), format, "-d", delimiter);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        String expected = output.replace("{LF}", "\n").replace("{TAB}", "\t").replace("{CR}", "\r");
        assertThat(taken).containsExactly(result(host, service, state, expected));
    }

    @Test
    void readsJsonLines() throws Exception {
        CommandResult result = run(
                ("{\"host\": \"w\u00e9b\", \"service\": \"HTTP\", \"state\": 2, \"output\": \"one\\ntwo \\u20ac\"}\n"
                                + "{\"output\":\"\",\"state\":1,\"host\":\"web\"}")
                        .getBytes(StandardCharsets.UTF_8),
                "--format=jsonl");
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(taken).containsExactly(result("w\u00e9b", "HTTP", 2, "one\ntwo \u20ac"), result("web", "", 1, ""));
    }

    @Test
    void readsFiles() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "h\tone\t0\to\n");
        Path two = Files.writeString(folder.resolve("two"), "h\ttwo\t0\to");
        CommandResult result =
                run("h\tstdin\t0\to".getBytes(StandardCharsets.UTF_8), "--lines", one.toString(), "-", two.toString());
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(taken)
                .containsExactly(result("h", "one", 0, "o"), result("h", "stdin", 0, "o"), result("h", "two", 0, "o"));
    }

    @Test
    void sendsTheOneResultOfTheCommandLine() throws Exception {
        byte[] unread = "h\ts\t0\tnot read".getBytes(StandardCharsets.UTF_8);
        assertThat(run(unread, "--host", "w", "--service=HTTP", "--state", "2", "--output", "a\tb")
                        .exitCode())
                .isZero();
        assertThat(run(unread, "--host=w", "--state=1", "--output=").exitCode()).isZero();
        assertThat(taken).containsExactly(result("w", "HTTP", 2, "a\tb"), result("w", "", 1, ""));
        CommandResult bad = run(unread, "--host", "w;x", "--state=1", "--output=");
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.stderr()).contains("host name 'w;x' has a semicolon at byte 1");
    }

    @Test
    void cutsLongOutputBetweenCharactersAndSaysSo() throws Exception {
        CommandResult result = run(("h\ts\t0\t" + "x".repeat(4094) + "\u20acuro").getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).isZero();
        assertThat(result.stderr())
                .startsWith("Warning: standard input: set 1: plugin output cut by 6 bytes to 4094\n");
        assertThat(taken).containsExactly(result("h", "s", 0, "x".repeat(4094)));
    }

    @Test
    void saysWhatTheReferencePassesOverInSilence() throws Exception {
        String input = "h\ts\u0017" + "h\ts\tabc\tout\u0017" + "h".repeat(70) + "\ts\t0\tout";
        CommandResult result = run(input.getBytes(StandardCharsets.UTF_8));
        assertThat(result.exitCode()).isZero();
        assertThat(result.stderr())
                .isEqualTo("Warning: standard input: set 1: fewer than three fields, skipped\n"
                        + "Warning: standard input: set 2: return code 'abc' is taken for 0\n"
                        + "Warning: standard input: set 3: host name cut to 63 bytes\n"
                        + "2 confirmed\n");
        assertThat(run(input.getBytes(StandardCharsets.UTF_8), "--quiet").stderr())
                .isEmpty();
    }

    @Test
    void showsWhatItWouldSend() throws Exception {
        String input = "h\ts\t0\tone\ntwo\u0017" + "h\t1\tb\\s";
        CommandResult result = run(input.getBytes(StandardCharsets.UTF_8), "--dry-run");
        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).isEqualTo("h\ts\t0\tone\\ntwo\nh\t1\tb\\\\s\n");
        assertThat(result.stderr()).startsWith("Dry run: 2 result(s) for [localhost:");
        assertThat(taken).isEmpty();
    }

    private static String json(String host, String service, String state, String output) {
        return String.format(
                "{\"host\":\"%s\",\"service\":\"%s\",\"state\":%s,\"output\":\"%s\"}", host, service, state, output);
    }

    private static ByteString latin1(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteString.copyOf(bytes, 0, bytes.length);
    }

    private CommandResult run(byte[] input, String... more) throws Exception {
        try (FakeNsca server = new FakeNsca(FakeNsca.honest(taken))) {
            String[] args = new String[4 + more.length];
            System.arraycopy(more, 0, args, 0, more.length);
            System.arraycopy(new String[] {"-H", "localhost:" + server.port(), "-c", config}, 0, args, more.length, 4);
            CommandResult result = new Command().run(input, args);
            return new CommandResult(
                    result.exitCode(),
                    result.stdout(),
                    result.stderr().replaceAll("Warning: .*protects nothing.*\n", ""));
        }
    }

    private static CheckResult result(String host, String service, int state, String output) {
        return CheckResult.of(ByteString.of(host), ByteString.of(service), state, ByteString.of(output));
    }
}
