package io.nscatools.tcpwrapper.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A program that connects and is refused: {@code Intruder OWN-ADDRESS[,OWN-ADDRESS...] ADDRESS PORT IDENT TIMES}. IDENT
 * is {@code none}, {@code hang}, {@code drop} (nothing ever comes back) or what the own ident service answers. Prints,
 * for each own address and each time, how many bytes came, after how many milliseconds the connection ended, and how:
 * {@code 0 3 end}.
 */
final class Intruder {
    private static final int IDENT_PORT = 113;

    /** Connections without an answer, kept from being closed by the garbage collector. */
    private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();

    private static final Queue<ServerSocket> FULL = new ConcurrentLinkedQueue<>();

    private Intruder() {}

    /** Runs the program. */
    public static void main(String[] args) throws IOException {
        for (String address : args[0].split(",", -1)) {
            InetAddress own = InetAddress.getByName(address);
            if (args[3].equals("drop")) {
                drop(own);
            } else if (!args[3].equals("none")) {
                ServerSocket ident = new ServerSocket(IDENT_PORT, 50, own);
                Thread thread = new Thread(() -> answer(ident, args[3]));
                thread.setDaemon(true);
                thread.start();
            }
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                System.out.println(connect(own, new InetSocketAddress(args[1], Integer.parseInt(args[2]))));
            }
        }
    }

    private static String connect(InetAddress own, InetSocketAddress target) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(own, 0));
            long start = System.nanoTime();
            socket.connect(target);
            int bytes = 0;
            String end = "end";
            try {
                bytes = socket.getInputStream().readAllBytes().length;
            } catch (SocketException e) {
                end = "reset";
            }
            return bytes + " " + (System.nanoTime() - start) / 1_000_000 + " " + end;
        }
    }

    /**
     * Makes the ident port as if a firewall dropped all that comes: the system answers nothing when its queue is full.
     */
    private static void drop(InetAddress own) throws IOException {
        ServerSocket ident = new ServerSocket(IDENT_PORT, 1, own);
        try {
            while (true) {
                Socket socket = new Socket();
                HELD.add(socket);
                socket.connect(ident.getLocalSocketAddress(), 100);
            }
        } catch (SocketTimeoutException e) {
            FULL.add(ident);
        }
    }

    private static void answer(ServerSocket ident, String user) {
        while (true) {
            try {
                Socket socket = ident.accept();
                if (user.equals("hang")) {
                    HELD.add(socket);
                    continue;
                }
                byte[] question = new byte[100];
                int length = socket.getInputStream().read(question);
                String ports = new String(question, 0, Math.max(0, length), StandardCharsets.ISO_8859_1).strip();
                socket.getOutputStream()
                        .write((ports + " : USERID : UNIX : " + user + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                socket.close();
            } catch (IOException e) {
                return;
            }
        }
    }
}
