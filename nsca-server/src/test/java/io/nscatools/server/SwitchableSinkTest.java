package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.SafeListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchableSinkTest {
    private final NoSink first = new NoSink();
    private final NoSink second = new NoSink();
    private final SwitchableSink sink = new SwitchableSink(first);
    private final SwitchableSink.Opener broken = () -> {
        throw new IOException("no");
    };

    @Test
    void keepsWhatComesBetweenTwoSinks() throws Exception {
        List<String> actions = new ArrayList<>();
        AcceptedResult before = result("before");
        AcceptedResult between = result("between");
        AcceptedResult after = result("after");
        sink.submit(before, SafeListener.NONE);
        sink.switchTo(
                () -> {
                    assertThat(first.closed).isTrue();
                    assertThat(sink.isFull()).isTrue();
                    sink.submit(between, () -> actions.add("safe"));
                    sink.whenNotFull(() -> actions.add("not full"));
                    assertThat(actions).isEmpty();
                    return second;
                },
                NoSink::new,
                Duration.ZERO);
        sink.submit(after, SafeListener.NONE);
        assertThat(first.results).containsExactly(before);
        assertThat(second.results).containsExactly(between, after);
        assertThat(actions).containsExactly("safe", "not full");
        assertThat(sink.isFull()).isFalse();
    }

    @Test
    void goesBackWhenTheNextCannotBeOpened() throws Exception {
        AcceptedResult result = result("x");
        assertThatThrownBy(() -> sink.switchTo(
                        () -> {
                            sink.submit(result, SafeListener.NONE);
                            throw new IOException("no");
                        },
                        () -> second,
                        Duration.ZERO))
                .hasMessage("no");
        assertThat(second.results).containsExactly(result);
    }

    @Test
    void waitsForAnotherSwitchWhenNeitherCanBeOpened() throws Exception {
        AcceptedResult result = result("x");
        assertThatThrownBy(() -> sink.switchTo(broken, broken, Duration.ZERO)).hasMessage("no");
        assertThat(sink.isFull()).isTrue();
        sink.submit(result, SafeListener.NONE);
        sink.switchTo(() -> second, broken, Duration.ZERO);
        assertThat(second.results).containsExactly(result);
    }

    @Test
    void countsWhatStillWaitsAtTheEndAsLost() throws Exception {
        assertThatThrownBy(() -> sink.switchTo(broken, broken, Duration.ZERO)).hasMessage("no");
        sink.submit(result("x"), SafeListener.NONE);
        assertThat(sink.close(Duration.ZERO)).isEqualTo(1);
    }

    private static AcceptedResult result(String output) throws Exception {
        return AcceptedResult.of(CheckResult.of(ByteString.of("h"), ByteString.of("s"), 0, ByteString.of(output)), 1);
    }
}
