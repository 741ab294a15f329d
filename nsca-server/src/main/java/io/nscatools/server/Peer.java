package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** How the log names the other end of a connection. */
final class Peer {
    private Peer() {}

    /** Returns address and port, such as {@code 192.0.2.7:51234} or {@code [2001:db8::7]:51234}. */
    static String of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : String.valueOf(channel.remoteAddress());
    }
}
