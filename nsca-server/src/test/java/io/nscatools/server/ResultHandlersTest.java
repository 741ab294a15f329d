package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.nscatools.protocol.Credential;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.EncryptionMethod;
import io.nscatools.protocol.Secret;
import io.nscatools.server.config.CredentialConfig;
import io.nscatools.server.sink.Glob;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What decides about single results: credentials, strict_mode_spoofing and the rate limit. */
class ResultHandlersTest {
    private final List<Object> events = new ArrayList<>();

    @Test
    void refusesHostsAndServicesThatTheCredentialIsNotFor() {
        EmbeddedChannel channel = channel(new CredentialHandler());
        channel.pipeline()
                .fireUserEventTriggered(credential(List.of(Glob.of("web*")), List.of(Glob.of("TCP Wrappers"))));
        channel.writeInbound(
                Packets.packet("web1", "TCP Wrappers", ""),
                Packets.packet("db1", "TCP Wrappers", ""),
                Packets.packet("web1", "disk", ""),
                Packets.packet("web1", "", ""),
                Packets.packet("web;web", "TCP Wrappers", ""));
        assertThat(received(channel)).containsExactly("web1/TCP Wrappers", "web;web/TCP Wrappers");
        assertThat(refusals())
                .containsExactly(
                        "NOT_ALLOWED: inside is not for host 'db1', service 'TCP Wrappers'",
                        "NOT_ALLOWED: inside is not for host 'web1', service 'disk'",
                        "NOT_ALLOWED: inside is not for host 'web1'");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void takesAHostCheckForAnEmptyServiceDescription() {
        EmbeddedChannel channel = channel(new CredentialHandler());
        channel.pipeline().fireUserEventTriggered(credential(List.of(), List.of(Glob.of(""))));
        channel.writeInbound(Packets.packet("h", "", ""), Packets.packet("h", "s", ""));
        assertThat(received(channel)).containsExactly("h/");
    }

    @Test
    void letsOnlyResultsOfThePeersOwnNamesPass() {
        List<String> asked = new ArrayList<>();
        HostNames names = new HostNames(Runnable::run, name -> {
            asked.add(name);
            return resolve(name);
        });
        EmbeddedChannel channel = channel(new SpoofingHandler(names));
        channel.writeInbound(
                Packets.packet("me", "1", ""),
                Packets.packet("other", "2", ""),
                Packets.packet("nosuchhost", "3", ""),
                Packets.packet("a b", "4", ""),
                Packets.packet("me", "5", ""));
        channel.runPendingTasks();
        assertThat(received(channel)).containsExactly("me/1", "me/5");
        assertThat(asked).containsExactly("me", "other", "nosuchhost");
        assertThat(refusals())
                .containsExactly(
                        "SPOOFED: host name 'other' is not the peer's, 127.0.0.1 (strict_mode_spoofing)",
                        "SPOOFED: host name 'nosuchhost' does not resolve (strict_mode_spoofing)",
                        "SPOOFED: host name 'a b' does not resolve (strict_mode_spoofing)");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void keepsTheOrderAndReadsNothingMoreWhileANameIsLookedUp() {
        List<Runnable> lookUps = new ArrayList<>();
        EmbeddedChannel channel =
                channel(new SpoofingHandler(new HostNames(lookUps::add, ResultHandlersTest::resolve)));
        channel.writeInbound(Packets.packet("me", "1", ""), Packets.packet("other", "2", ""));
        channel.pipeline().fireUserEventTriggered("the end");
        channel.writeInbound(Packets.packet("me", "3", ""));
        assertThat(received(channel)).isEmpty();
        assertThat(events).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();
        for (int i = 0; i < lookUps.size(); i++) {
            lookUps.get(i).run();
            channel.runPendingTasks();
        }
        assertThat(received(channel)).containsExactly("me/1", "me/3");
        assertThat(events).hasSize(2).last().isEqualTo("the end");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void holdsUpASourceThatSendsTooFastAndLosesNothing() {
        EmbeddedChannel channel = channel(new RateLimitHandler(new Sources(), 10));
        for (int i = 0; i < 25; i++) {
            channel.writeInbound(Packets.packet("h", "" + i, ""));
        }
        assertThat(received(channel)).hasSize(25);
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(ReadHold.isHeld(channel)).isTrue();
    }

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        return switch (name) {
            case "me" -> new InetAddress[] {InetAddress.getByName("192.0.2.1"), InetAddress.getLoopbackAddress()};
            case "other" -> new InetAddress[] {InetAddress.getByName("192.0.2.1")};
            default -> throw new UnknownHostException(name);
        };
    }

    private EmbeddedChannel channel(ChannelHandler handler) {
        return new EmbeddedChannel(handler, new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                events.add(event);
            }
        });
    }

    private static List<String> received(EmbeddedChannel channel) {
        List<String> results = new ArrayList<>();
        for (DataPacket packet = channel.readInbound(); packet != null; packet = channel.readInbound()) {
            results.add(packet.hostName() + "/" + packet.serviceDescription());
        }
        return results;
    }

    private List<String> refusals() {
        return events.stream()
                .filter(RefusedResult.class::isInstance)
                .map(event -> ((RefusedResult) event).why())
                .map(why -> why.reason() + ": " + why.getMessage())
                .toList();
    }

    private static ServerCredential credential(List<Glob> hosts, List<Glob> services) {
        Secret secret = new Secret(new byte[0]);
        return new ServerCredential(
                new CredentialConfig("inside", EncryptionMethod.NONE, secret, List.of(), hosts, services),
                new Credential(EncryptionMethod.NONE, secret));
    }
}
