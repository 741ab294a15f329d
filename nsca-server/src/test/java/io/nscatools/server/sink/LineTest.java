package io.nscatools.server.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void takesAServiceCheckResultApart() throws Exception {
        CheckResult result =
                CheckResult.of(ByteString.of("web"), ByteString.of("HTTP"), -1, ByteString.of("a;b\nc\\d;"));
        Line line = Line.parse(AcceptedResult.of(result, 1795423851).line());
        assertThat(line)
                .isEqualTo(new Line(
                        ByteString.of("1795423851"),
                        ByteString.of("web"),
                        ByteString.of("HTTP"),
                        ByteString.of("-1"),
                        ByteString.of("a;b\\nc\\\\d;")));
    }

    @Test
    void takesAHostCheckResultApart() throws Exception {
        CheckResult result = CheckResult.of(ByteString.of("web"), ByteString.EMPTY, 2, ByteString.of("DOWN;1"));
        Line line = Line.parse(AcceptedResult.of(result, 7).line());
        assertThat(line)
                .isEqualTo(new Line(
                        ByteString.of("7"),
                        ByteString.of("web"),
                        ByteString.EMPTY,
                        ByteString.of("2"),
                        ByteString.of("DOWN;1")));
    }

    @Test
    void findsNoFieldsInWhatIsNoCheckResult() {
        for (String text : new String[] {"", "\n", "]", "x;y\n", "[7] PROCESS_SERVICE_CHECK_RESULT;h;s;2\n"}) {
            assertThat(Line.parse(text.getBytes(StandardCharsets.UTF_8)).hostName())
                    .as(text)
                    .isEqualTo(ByteString.EMPTY);
        }
    }
}
