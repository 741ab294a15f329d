package io.nscatools.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.InitPacket;
import java.security.SecureRandom;
import java.time.Clock;

/** Speaks first: sends the init packet, then makes way for the decoder of what it begins. */
final class InitPacketHandler extends ChannelInboundHandlerAdapter {
    private final Credential credential;
    private final SecureRandom random;
    private final Clock clock;

    InitPacketHandler(Credential credential, SecureRandom random, Clock clock) {
        this.credential = credential;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        InitPacket init = InitPacket.create(random, clock);
        ctx.writeAndFlush(Unpooled.wrappedBuffer(init.encode()));
        DataPacketDecoder decoder = new DataPacketDecoder(credential.newSession(init));
        ctx.pipeline().replace(this, "data-packet-decoder", decoder);
        ctx.fireChannelActive();
    }
}
