package io.nscatools.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.nscatools.protocol.RejectReason;
import io.nscatools.protocol.RejectedException;
import io.nscatools.server.config.LimitsConfig;
import io.nscatools.tcpwrapper.access.Decision;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets a connection begin if there are not too many and TCP wrappers allow it. Until then nothing is sent, and the
 * handlers after this one do not know of it. What is read all the same, as the peer has gone, is of no use: it was sent
 * before the init packet.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
    private final ServerContext server;
    private final ConnectionPolicy policy;
    private InetAddress address;
    private boolean counted;
    private boolean admitted;
    private boolean sentAll;

    AdmissionHandler(ServerContext server, ConnectionPolicy policy) {
        this.server = server;
        this.policy = policy;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        address = Peer.address(ctx.channel());
        LimitsConfig limits = policy.config().limits();
        switch (server.sources().enter(address, limits)) {
            case TOO_MANY ->
                refuse(
                        ctx,
                        RejectReason.TOO_MANY_CONNECTIONS,
                        "there are " + limits.connections() + " connections already (limits: connections)");
            case TOO_MANY_OF_SOURCE ->
                refuse(
                        ctx,
                        RejectReason.TOO_MANY_CONNECTIONS,
                        "it has " + limits.connectionsPerSource()
                                + " connections already (limits: connections_per_source)");
            case ADMITTED -> {
                counted = true;
                askTcpWrappers(ctx);
            }
        }
    }

    private void askTcpWrappers(ChannelHandlerContext ctx) {
        if (policy.tcpWrappers().filter(wrappers -> !wrappers.allowEverybody()).isEmpty()) {
            admit(ctx);
            return;
        }
        TcpWrappers wrappers = policy.tcpWrappers().get();
        run(ctx, server.sideTasks(), () -> {
            Optional<Decision> decision = wrappers.decideAtOnce(address);
            if (decision.isPresent()) {
                follow(ctx, decision.get());
            } else {
                run(ctx, server.lookups(), () -> follow(ctx, wrappers.decide(address)));
            }
        });
    }

    private static void run(ChannelHandlerContext ctx, Executor threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            ctx.executor()
                    .execute(() ->
                            refuse(ctx, RejectReason.TOO_MANY_CONNECTIONS, "too many connections wait for a look-up"));
        }
    }

    private static void refuse(ChannelHandlerContext ctx, RejectReason reason, String message) {
        ctx.fireExceptionCaught(new RejectedException(reason, message));
    }

    private void follow(ChannelHandlerContext ctx, Decision decision) {
        ctx.executor().execute(() -> followNow(ctx, decision));
    }

    private void followNow(ChannelHandlerContext ctx, Decision decision) {
        if (!ctx.channel().isActive()) {
            return; // it has given up
        }
        if (decision.isAllowed()) {
            admit(ctx);
        } else {
            refuse(ctx, RejectReason.ACCESS_DENIED, decision.reason());
        }
    }

    private void admit(ChannelHandlerContext ctx) {
        admitted = true;
        server.counters().connected();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (admitted) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !admitted) {
            ctx.close(); // it has given up
            return;
        }
        if (event instanceof ChannelInputShutdownEvent && counted && !sentAll) {
            sentAll = true;
            server.sources().sentAll(address, System.nanoTime());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (counted) {
            counted = false;
            if (sentAll) {
                server.sources().leave();
            } else {
                server.sources().leave(address, System.nanoTime());
            }
        }
        ctx.fireChannelInactive();
    }
}
