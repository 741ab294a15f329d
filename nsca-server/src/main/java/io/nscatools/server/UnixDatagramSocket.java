package io.nscatools.server;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends datagrams to a socket of this machine: syslog's {@code /dev/log} and systemd's {@code NOTIFY_SOCKET}. The JDK
 * has only stream sockets of that kind, so this is Netty's native transport, which there is for Linux only. Never
 * blocks: what the other side does not take at once is dropped. Not for use by several threads at once.
 */
final class UnixDatagramSocket implements AutoCloseable {
    private final Socket socket;

    private UnixDatagramSocket(Socket socket) {
        this.socket = socket;
    }

    /**
     * Returns a socket that sends to {@code path}; one that begins with {@code @} is in Linux' abstract name space.
     *
     * @throws IOException if nobody listens there, or this is not Linux
     */
    static UnixDatagramSocket connect(String path) throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException("Netty's native transport is not available here");
        }
        String name = path.startsWith("@") ? "\0" + path.substring(1) : path;
        Socket socket = Socket.newSocketDomainDgram();
        try {
            socket.connect(new DomainSocketAddress(name));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new UnixDatagramSocket(socket);
    }

    /** Sends one datagram, or drops it if there is no room. */
    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        socket.write(buffer, 0, bytes.length);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to send.
        }
    }
}
