package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands check results to the sink. While the sink is full nothing more is read from the connection, so that the sender
 * waits instead of the result being lost.
 */
final class CheckResultHandler extends SimpleChannelInboundHandler<DataPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckResultHandler.class);

    private final CheckResultSink sink;
    private final ConnectionReceipt receipt;
    private final Clock clock;

    CheckResultHandler(CheckResultSink sink, ConnectionReceipt receipt, Clock clock) {
        this.sink = sink;
        this.receipt = receipt;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DataPacket packet) {
        try {
            AcceptedResult result =
                    AcceptedResult.of(packet.toCheckResult(), clock.instant().getEpochSecond());
            receipt.accept();
            sink.submit(result, receipt);
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
        if (sink.isFull()) {
            pauseReading(ctx.channel());
        }
    }

    private void pauseReading(Channel channel) {
        if (channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
            sink.whenNotFull(() -> channel.config().setAutoRead(true));
        }
    }
}
