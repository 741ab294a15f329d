package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendNscaTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "host -x, Unrecognized option: -x",
        "host -delim, Unrecognized option: -delim",
        "host -p5667, Unrecognized option: -p5667",
        "host /no/such/file, '/no/such/file' is no file that can be read",
        "-c /dev/null, no host: give HOST or -H HOST",
        "host -p 0, -p: 0 is not within 1..65535",
        "host -p abc, -p: 'abc' is not a whole number",
        "host:0, port 0 is not within 1..65535",
        "[::1]x, '[::1]x' is neither [ADDRESS] nor [ADDRESS]:PORT",
        "host -to 0, -to: 0 is not within 1..2147483",
        "host -to 5x, -to: '5x' is not a whole number",
        "host -d, Missing argument for option: d",
        "host -d 99999999999999999999, delimiter '99999999999999999999' is out of range",
        "host --quiet=yes, Unrecognized option: --quiet=yes",
        "host --lines --format tsv, --lines and --format exclude each other",
        "host --format=csv, 'csv' is none of tsv, jsonl",
        "host --confirm=maybe, 'maybe' is none of auto, require, off",
        "[::1, '[::1' has a bracket alone",
        "host -- -c -p, '-c' is no file that can be read",
        "host --spool=, --spool: the folder's name is empty",
        "host --failover --broadcast, --failover and --broadcast exclude each other",
        "host --retries -1, --retries: -1 is not within 0..1000000",
        "host --spool-age 1, mean nothing without --spool",
        "host --state 0, for a single result --host is needed too",
        "host --host h --output o --state bad, return code 'bad' is not a number",
        "host --host h --output o --state 0 /dev/null, a single result and files exclude each other"
    })
    void showsItsUsageOnStandardErrorForWrongArguments(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(3);
        assertThat(err.toString())
                .startsWith("Incorrect command line arguments supplied: ")
                .contains(message)
                .contains("Usage: send_nsca ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-V", "--version", "host -p 1 -h"})
    void exitsLikeAPluginAfterHelpAndVersion(String args) {
        assertThat(run(args.split(" "))).isEqualTo(3);
        assertThat(out.toString()).contains("send_nsca");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void showsItsUsageWithoutArguments() {
        assertThat(run()).isEqualTo(3);
        assertThat(out.toString()).contains("Usage: send_nsca ");
    }

    @Test
    void listsAllProblemsOfTheConfiguration() throws Exception {
        Path file = Files.writeString(folder.resolve("send_nsca.cfg"), "pasword=topsecret\nencryption_method=abc\n");
        assertThat(run("host", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(file + ":1: pasword: unknown key; did you mean password?\n"
                        + file
                        + ":2: encryption_method: 'abc' is no method; take 14 (rijndael-128) or see --list-methods\n"
                        + "Error: Config file '" + file + "' contained errors...\n");
    }

    @Test
    void stopsWithoutAConfiguration() {
        assertThat(run("host", "-c", folder.resolve("none.cfg").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.cfg: no such file");
    }

    @Test
    void listsTheMethods() {
        assertThat(run("--list-methods")).isZero();
        assertThat(out.toString())
                .contains("number  name          key bytes  block bytes  strength  library")
                .contains("    14  rijndael-128         32           16  strong    JDK");
    }

    @ParameterizedTest
    @CsvSource({
        "encryption_method=1, encryption method 1 (xor) protects nothing; take 14 (rijndael-128) on both sides",
        "encryption_method=aes256, the password is empty; take at least 12 characters on both sides"
    })
    void warnsOfAWeakChoiceUnlessQuiet(String config, String warning) throws Exception {
        Path file = Files.writeString(folder.resolve("send_nsca.cfg"), config + "\n");
        String[] args = {"no.such.host.invalid", "-c", file.toString()};
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Warning: " + file + ": " + warning + "\nHost name lookup failed");
        err.getBuffer().setLength(0);
        assertThat(run(args[0], args[1], args[2], "--quiet")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Host name lookup failed");
    }

    /** As with the reference, what stands behind such an option is its value. */
    @Test
    void takesAValueThatLooksLikeAnOption() {
        assertThat(run("host", "-c", "-H", "--output", "-c", "--host=--quiet", "--state", "-p"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("return code '-p' is not a number");
        err.getBuffer().setLength(0);
        assertThat(run("host", "-c", "-H")).isEqualTo(2);
        assertThat(err.toString()).startsWith("-H: no such file");
    }

    private int run(String... args) {
        return new SendNsca(
                        Map.of(),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(args);
    }
}
