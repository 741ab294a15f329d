package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets only results pass whose host name is a name of the peer's address ({@code strict_mode_spoofing}). One that does
 * not resolve is refused; the C daemon dies of it (fact 38). While a name is looked up, nothing more is read, and what
 * has been read waits in order.
 */
final class SpoofingHandler extends ChannelInboundHandlerAdapter {
    /** What can be looked up; a colon is for IPv6 addresses. */
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._:-]{1,63}");

    private final HostNames hostNames;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private boolean lookingUp;

    SpoofingHandler(HostNames hostNames) {
        this.hostNames = hostNames;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        passOn(ctx);
    }

    /** The end of the connection must not overtake its results. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        waiting.add(event);
        passOn(ctx);
    }

    private void passOn(ChannelHandlerContext ctx) {
        while (!lookingUp && !waiting.isEmpty()) {
            if (!(waiting.peek() instanceof DataPacket packet)) {
                ctx.fireUserEventTriggered(waiting.remove());
                continue;
            }
            String name = packet.hostName().toString();
            Optional<Set<InetAddress>> addresses =
                    HOST_NAME.matcher(name).matches() ? hostNames.remembered(name) : Optional.of(Set.of());
            if (addresses.isPresent()) {
                waiting.remove();
                decide(ctx, packet, addresses.get());
            } else {
                lookUp(ctx, name);
            }
        }
    }

    private void lookUp(ChannelHandlerContext ctx, String name) {
        lookingUp = true;
        ReadHold.hold(ctx.channel());
        hostNames.lookUp(
                name,
                addresses -> ctx.executor().execute(() -> {
                    lookingUp = false;
                    decide(ctx, (DataPacket) waiting.remove(), addresses);
                    passOn(ctx);
                    ReadHold.release(ctx.channel());
                }));
    }

    private static void decide(ChannelHandlerContext ctx, DataPacket packet, Set<InetAddress> addresses) {
        InetAddress peer = Peer.address(ctx.channel());
        if (addresses.contains(peer)) {
            ctx.fireChannelRead(packet);
            return;
        }
        String why = addresses.isEmpty() ? "' does not resolve" : "' is not the peer's, " + Peer.text(peer);
        ctx.fireUserEventTriggered(new RefusedResult(new RejectedException(
                RejectReason.SPOOFED, "host name '" + packet.hostName() + why + " (strict_mode_spoofing)")));
    }
}
