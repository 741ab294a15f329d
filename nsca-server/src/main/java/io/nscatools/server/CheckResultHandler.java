package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.ExternalCommand;
import io.nscatools.protocol.RejectedException;
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
    private final Clock clock;

    CheckResultHandler(CheckResultSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DataPacket packet) {
        try {
            sink.submit(
                    ExternalCommand.line(packet.toCheckResult(), clock.instant().getEpochSecond()));
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
            // The sender knows the password; one bad result is no reason to lose those after it.
            LOG.warn("{}: result refused: {}", Peer.of(ctx.channel()), e.getMessage());
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
