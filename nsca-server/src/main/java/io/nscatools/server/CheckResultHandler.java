package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.sink.AcceptedResult;
import io.nscatools.server.sink.CheckResultSink;
import java.time.Instant;
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
    private final ServerContext server;
    private boolean holding;

    CheckResultHandler(CheckResultSink sink, ConnectionReceipt receipt, ServerContext server) {
        this.sink = sink;
        this.receipt = receipt;
        this.server = server;
    }

    /** A connection that begins while the sink is full would else bring its first results all the same. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (sink.isFull()) {
            holdUp(ctx.channel());
        }
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DataPacket packet) {
        try {
            Instant now = server.clock().instant();
            CheckResult result = packet.toCheckResult();
            AcceptedResult accepted = AcceptedResult.of(result, now.getEpochSecond());
            receipt.accept();
            server.counters().accepted(Peer.address(ctx.channel()), result, now);
            sink.submit(accepted, receipt);
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
            holdUp(ctx.channel());
        }
    }

    private void holdUp(Channel channel) {
        if (!holding) {
            holding = true;
            ReadHold.hold(channel);
            sink.whenNotFull(() -> channel.eventLoop().execute(() -> {
                holding = false;
                ReadHold.release(channel);
            }));
        }
    }
}
