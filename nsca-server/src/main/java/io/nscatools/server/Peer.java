package io.nscatools.server;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The other end of a connection. */
final class Peer {
    private Peer() {}

    /**
     * Returns how the log names it: address and port, such as {@code 192.0.2.7:51234} or {@code [2001:db8::7]:51234}.
     */
    static String of(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? NetUtil.toSocketAddressString(address)
                : String.valueOf(channel.remoteAddress());
    }

    /** Returns its address; that of loopback where there is none, as with a socket of this machine. */
    static InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Returns the address as it is written, such as {@code 192.0.2.7} or {@code 2001:db8::7}. */
    static String text(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
