package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsValuesWithoutTheBlanksAroundThem() throws CfgException {
        CfgFile file = parse("# comment\n\n  # indented\n server_port = 5667 \r\ncommand_file=/a b/c#d\ndebug=1");
        assertThat(file.number("server_port", 1, 65535)).contains(5667);
        assertThat(file.text("command_file")).contains("/a b/c#d");
        assertThat(file.flag("debug")).contains(true);
        assertThat(file.text("pid_file")).isEmpty();
        file.finish();
        assertThat(file.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"secret,false", " secret,true", "secret ,true", "a=b #c ;d,false", "=abc,false", "sec\r,true"})
    void takesAPasswordAsItStands(String password, boolean warns) throws CfgException {
        CfgFile file = parse("password=" + password + "\n");
        assertThat(file.password("password").orElseThrow().bytes())
                .isEqualTo(password.getBytes(StandardCharsets.UTF_8));
        file.finish();
        assertThat(file.warnings()).hasSize(warns ? 1 : 0).allSatisfy(warning -> {
            assertThat(warning.key()).isEqualTo("password");
            assertThat(warning.toString()).doesNotContain("sec");
        });
    }

    @Test
    void takesTheLastOfSeveralLinesAndWarns() throws CfgException {
        CfgFile file = parse("password=one\npassword=two\n");
        assertThat(file.password("password").orElseThrow().bytes()).isEqualTo(new byte[] {'t', 'w', 'o'});
        file.finish();
        assertThat(file.warnings())
                .extracting(CfgProblem::toString)
                .containsExactly("test.cfg:2: password: overrides line 1; the last line counts");
    }

    @Test
    void ignoresAByteOrderMark() throws CfgException {
        CfgFile file = parse("\ufeffdebug=0\n");
        assertThat(file.flag("debug")).contains(false);
        file.finish();
    }

    @Test
    void reportsEveryProblemWithLineAndKey() {
        CfgFile file = parse("pasword=x\nserver_port=abc\ndecryption_method=13\nnonsense\n=x\ndebug=\n"
                + "max_packet_age=901\nencryption method=14abc\n");
        file.password("password");
        file.number("server_port", 1, 65535);
        file.encryptionMethod("decryption_method");
        file.flag("debug");
        file.number("max_packet_age", 0, 900);
        CfgException problems = catchThrowableOfType(CfgException.class, file::finish);
        assertThat(problems.problems())
                .extracting(CfgProblem::toString)
                .containsExactly(
                        "test.cfg:1: pasword: unknown key; did you mean password?",
                        "test.cfg:2: server_port: 'abc' is not a whole number",
                        "test.cfg:3: decryption_method: NSCA has no method 13; take 14 (rijndael-128) or see --list-methods",
                        "test.cfg:4: expected key=value; start a comment with #",
                        "test.cfg:5: expected key=value; start a comment with #",
                        "test.cfg:6: debug: has no value; remove the line if none is meant",
                        "test.cfg:7: max_packet_age: 901 is not within 0..900",
                        "test.cfg:8: unknown key; did you mean decryption_method?");
    }

    @Test
    void neverRepeatsALineThatMayHoldAPassword() {
        CfgException problems = catchThrowableOfType(CfgException.class, parse("password s3cr=et\ns3cret\n")::finish);
        assertThat(problems).hasMessageNotContaining("s3cr");
    }

    @Test
    void refusesANulByte() {
        CfgFile file = parse("command_file=/a\0b\n");
        file.text("command_file");
        assertThat(catchThrowableOfType(CfgException.class, file::finish))
                .hasMessage("test.cfg:1: command_file: the value has a NUL byte in it");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        Path missing = folder.resolve("missing.cfg");
        assertThat(catchThrowableOfType(CfgException.class, () -> CfgFile.read(missing)))
                .hasMessage(missing + ": no such file or directory");
        assertThat(catchThrowableOfType(CfgException.class, () -> CfgFile.read(folder)))
                .hasMessage(folder + ": is a directory");
        Path large = Files.write(folder.resolve("large.cfg"), new byte[(1 << 20) + 1]);
        assertThat(catchThrowableOfType(CfgException.class, () -> CfgFile.read(large)))
                .hasMessageContaining("larger than");
    }

    private static CfgFile parse(String text) {
        return CfgFile.parse("test.cfg", text.getBytes(StandardCharsets.UTF_8));
    }
}
