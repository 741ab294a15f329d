package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import io.nscatools.server.sink.SafeListener;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporary: replaced when the durability half is merged. */
final class CheckResultHandler extends SimpleChannelInboundHandler<DataPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckResultHandler.class);

    private final CheckResultSink sink;
    private final Clock clock;
    private boolean held;

    CheckResultHandler(CheckResultSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DataPacket packet) {
        try {
            CheckResult result = packet.toCheckResult();
            sink.submit(AcceptedResult.of(result, clock.instant().getEpochSecond()), SafeListener.NONE);
            if (LOG.isDebugEnabled()) {
                LOG.debug(
                        "{}: host '{}', service '{}', return code {}, output '{}'",
                        Peer.of(ctx.channel()),
                        packet.hostName(),
                        packet.serviceDescription(),
                        packet.returnCode(),
                        packet.pluginOutput());
            }
        } catch (RejectedException e) {
            ctx.fireUserEventTriggered(new RefusedResult(e));
        }
        if (sink.isFull() && !held) {
            held = true;
            Channel channel = ctx.channel();
            ReadHold.hold(channel);
            sink.whenNotFull(() -> channel.eventLoop().execute(() -> {
                held = false;
                ReadHold.release(channel);
            }));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof io.netty.channel.socket.ChannelInputShutdownReadComplete) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }
}
