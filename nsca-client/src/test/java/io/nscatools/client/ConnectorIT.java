package io.nscatools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nscatools.client.internal.Deadline;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorIT {
    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(30));

    @Test
    void takesTheFirstAddressThatAnswers() throws Exception {
        try (ServerSocket listener =
                        new ServerSocket(0, 5, addresses("127.0.0.1").get(0));
                Socket socket = new Connector(
                                addresses("127.0.0.2", "::1", "127.0.0.1"), listener.getLocalPort(), DEADLINE)
                        .connect()) {
            assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
        }
    }

    /** A listener whose queue is full does not answer: to the client the host is dead. */
    @Test
    void doesNotWaitForADeadAddress() throws Exception {
        try (ServerSocket dead = new ServerSocket(0, 1, addresses("127.0.0.2").get(0));
                ServerSocket alive = new ServerSocket(
                        dead.getLocalPort(), 5, addresses("127.0.0.1").get(0))) {
            List<Socket> fillers = fill(dead);
            try (Socket socket =
                    new Connector(addresses("127.0.0.2", "127.0.0.1"), dead.getLocalPort(), DEADLINE).connect()) {
                assertThat(socket.getInetAddress()).isEqualTo(alive.getInetAddress());
            }
            assertThatThrownBy(() -> new Connector(
                                    addresses("127.0.0.2", "127.0.0.3"),
                                    dead.getLocalPort(),
                                    Deadline.in(Duration.ofSeconds(1)))
                            .connect())
                    .isInstanceOf(SocketTimeoutException.class);
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void tellsTheLastFailureWhenAllHaveFailed() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThatThrownBy(() -> new Connector(addresses("127.0.0.1", "127.0.0.2"), port, DEADLINE).connect())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void triesTheFamiliesInTurns() throws Exception {
        assertThat(Addresses.inTurns(addresses("2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2", "192.0.2.3")))
                .isEqualTo(addresses("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3"));
    }

    private static List<Socket> fill(ServerSocket listener) throws Exception {
        List<Socket> fillers = new ArrayList<>();
        while (true) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(listener.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return fillers;
            }
        }
    }

    private static List<InetAddress> addresses(String... literals) throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            addresses.add(InetAddress.getByName(literal));
        }
        return addresses;
    }
}
