package io.nscatools.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a client and a server and breaks the connection after a number of bytes in one direction. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private volatile long toServer = Long.MAX_VALUE;
    private volatile long toClient = Long.MAX_VALUE;
    private volatile boolean reset;

    public CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::accept);
    }

    /**
     * Breaks connections from now on, as a server does that is killed: with an end of both directions, or with a reset.
     */
    public void cutAfter(long bytesToServer, long bytesToClient, boolean withReset) {
        toServer = bytesToServer;
        toClient = bytesToClient;
        reset = withReset;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                long limitToServer = toServer;
                long limitToClient = toClient;
                start(() -> pump(client, server, limitToServer, client, server));
                start(() -> pump(server, client, limitToClient, client, server));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void pump(Socket from, Socket to, long limit, Socket client, Socket server) {
        byte[] buffer = new byte[8192];
        long left = limit;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                out.write(buffer, 0, count);
                left -= count;
            }
            if (reset) {
                client.setSoLinger(true, 0);
                server.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // One side has gone; so does the other.
        }
        close(server);
        close(client);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
