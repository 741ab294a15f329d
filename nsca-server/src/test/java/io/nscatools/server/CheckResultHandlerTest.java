package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.nscatools.protocol.Receipt;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SafeListener;
import io.nscatools.server.sink.SinkStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultHandlerTest {
    private final FakeSink sink = new FakeSink();
    private final ConnectionReceipt receipt = new ConnectionReceipt();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new CheckResultHandler(sink, receipt, Packets.server(Packets.CLOCK)), new ReceiptHandler(receipt));

    @Test
    void writesTheTimeOfReceipt() {
        channel.writeInbound(Packets.packet("h", "s", "out"), Packets.packet("h", "", "out"));
        assertThat(sink.lines)
                .containsExactly(
                        "[1795423851] PROCESS_SERVICE_CHECK_RESULT;h;s;2;out",
                        "[1795423851] PROCESS_HOST_CHECK_RESULT;h;2;out");
    }

    @Test
    void refusesAnInjectionAndGoesOn() {
        channel.writeInbound(Packets.packet("h;evil", "s", "out"), Packets.packet("h", "s", "good"));
        assertThat(sink.lines).containsExactly("[1795423851] PROCESS_SERVICE_CHECK_RESULT;h;s;2;good");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void answersAnEndedInputOnceAllIsSafe() {
        channel.writeInbound(
                Packets.packet("h", "s", "1"), Packets.packet("h;evil", "s", "2"), Packets.packet("h", "s", "3"));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        sink.listeners.get(0).safe();
        channel.runPendingTasks();
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        sink.listeners.get(1).safe();
        channel.runPendingTasks();
        ByteBuf answer = channel.readOutbound();
        assertThat(Receipt.decode(ByteBufUtil.getBytes(answer))).contains(new Receipt(2, 1));
        answer.release();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesNoReceiptBeforeTheInputEnds() {
        channel.writeInbound(Packets.packet("h", "s", "1"));
        sink.listeners.get(0).safe();
        channel.runPendingTasks();
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void answersAConnectionWithoutResultsToo() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        channel.runPendingTasks();
        ByteBuf answer = channel.readOutbound();
        assertThat(Receipt.decode(ByteBufUtil.getBytes(answer))).contains(new Receipt(0, 0));
        answer.release();
    }

    @Test
    void whoWaitsForItsReceiptIsNotIdleAndOutlivesTheStop() {
        List<Object> events = new ArrayList<>();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                events.add(event);
            }
        });
        channel.writeInbound(Packets.packet("h", "s", "1"));
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        channel.pipeline().fireUserEventTriggered(ReceiptHandler.Stopping.EVENT);
        assertThat(events)
                .filteredOn(event -> event instanceof IdleStateEvent)
                .as("idle before it waited")
                .hasSize(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aStopResetsWhoIsNotDone() {
        channel.writeInbound(Packets.packet("h", "s", "1"));
        channel.pipeline().fireUserEventTriggered(ReceiptHandler.Stopping.EVENT);
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
    }

    @Test
    void readsNothingMoreWhileTheSinkIsFull() {
        sink.full = true;
        channel.writeInbound(Packets.packet("h", "s", "1"), Packets.packet("h", "s", "2"));
        assertThat(sink.lines).hasSize(2);
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(sink.waiting).hasSize(1);
        sink.waiting.get(0).run();
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void readsNothingFromAConnectionThatBeginsWhileTheSinkIsFull() {
        sink.full = true;
        channel.pipeline().fireChannelActive();
        assertThat(channel.config().isAutoRead()).isFalse();
        sink.waiting.get(0).run();
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private static final class FakeSink implements CheckResultSink {
        private final List<String> lines = new ArrayList<>();
        private final List<SafeListener> listeners = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean full;

        @Override
        public void submit(AcceptedResult result, SafeListener listener) {
            lines.add(result.toString());
            listeners.add(listener);
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void whenNotFull(Runnable action) {
            waiting.add(action);
        }

        @Override
        public List<SinkStatus> status() {
            return List.of();
        }

        @Override
        public long close(Duration deadline) {
            return 0;
        }
    }
}
