package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.nscatools.server.sink.CheckResultSink;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sets up the handlers of a connection, each for one stage of its life. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final ServerContext server;
    private final Supplier<ConnectionPolicy> currentPolicy;
    private final CheckResultSink sink;
    private final Consumer<Channel> connected;

    /**
     * Connections begin under the {@code currentPolicy} of that time, and keep it. Each is shown to {@code connected}.
     */
    ConnectionInitializer(
            ServerContext server,
            Supplier<ConnectionPolicy> currentPolicy,
            CheckResultSink sink,
            Consumer<Channel> connected) {
        this.server = server;
        this.currentPolicy = currentPolicy;
        this.sink = sink;
        this.connected = connected;
    }

    @Override
    protected void initChannel(Channel channel) {
        connected.accept(channel);
        ConnectionPolicy policy = currentPolicy.get();
        ReadHold.hold(channel); // until it is admitted
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("admission", new AdmissionHandler(server, policy));
        pipeline.addLast("init-packet", new InitPacketHandler(server, policy));
        pipeline.addLast("time", new ConnectionTimeHandler(policy.config().limits()));
        int resultsPerSecond = policy.config().limits().resultsPerSecondPerSource();
        if (resultsPerSecond > 0) {
            pipeline.addLast("rate-limit", new RateLimitHandler(server.sources(), resultsPerSecond));
        }
        pipeline.addLast("credential", new CredentialHandler());
        policy.hostNames().ifPresent(names -> pipeline.addLast("spoofing", new SpoofingHandler(names)));
        ConnectionReceipt receipt = new ConnectionReceipt();
        pipeline.addLast("check-result", new CheckResultHandler(sink, receipt, server));
        pipeline.addLast("receipt", new ReceiptHandler(receipt));
        pipeline.addLast("connection-end", new ConnectionEndHandler(server, policy.diagnosis()));
    }
}
