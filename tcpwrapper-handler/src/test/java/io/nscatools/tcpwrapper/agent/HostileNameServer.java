package io.nscatools.tcpwrapper.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A program that answers DNS queries with names of the test's own: {@code HostileNameServer HEX...}. The n-th argument
 * is the name, in hexadecimal and of any bytes, of 127.0.1.n and of 2001:db8::n; names divide into labels at dots.
 * These addresses are also what each name, asked for, has, so that libwrap may believe it; but a name that begins with
 * {@code liar} has 192.0.2.1. Prints a line when it is ready.
 */
final class HostileNameServer {
    private static final int PTR = 12;
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int HEADER = 12;
    private static final int MAX_LABEL = 63;

    private final List<byte[]> names;

    private HostileNameServer(List<byte[]> names) {
        this.names = names;
    }

    /** Runs the program. */
    public static void main(String[] args) throws IOException {
        HostileNameServer server = new HostileNameServer(
                Arrays.stream(args).map(HexFormat.of()::parseHex).toList());
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(RefusingHost.NAME_SERVER, 53))) {
            System.out.println("ready");
            byte[] buffer = new byte[1500];
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = server.answer(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private byte[] answer(byte[] query) throws IOException {
        int end = HEADER;
        StringBuilder asked = new StringBuilder();
        while (query[end] != 0) {
            asked.append(new String(query, end + 1, query[end], StandardCharsets.ISO_8859_1))
                    .append('.');
            end += 1 + query[end];
        }
        int type = ByteBuffer.wrap(query).getShort(end + 1);
        byte[] data = data(asked.toString(), type);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(query, 0, 2);
        // An authoritative answer to one question, with one record or, where there is none, without.
        answer.writeBytes(
                new byte[] {(byte) 0x85, (byte) 0x80, 0, 1, 0, (byte) (data.length == 0 ? 0 : 1), 0, 0, 0, 0});
        answer.write(query, HEADER, end + 5 - HEADER);
        if (data.length > 0) {
            answer.writeBytes(ByteBuffer.allocate(12)
                    .putShort((short) 0xc00c)
                    .putShort((short) type)
                    .putShort((short) 1)
                    .putInt(0)
                    .putShort((short) data.length)
                    .array());
            answer.writeBytes(data);
        }
        return answer.toByteArray();
    }

    private byte[] data(String asked, int type) throws IOException {
        if (type == PTR) {
            int number = Character.digit(asked.charAt(0), 10);
            return number < 1 || number > names.size() ? new byte[0] : wire(names.get(number - 1));
        }
        for (int i = 0; i < names.size(); i++) {
            String name = new String(names.get(i), StandardCharsets.ISO_8859_1);
            if (asked.equals(name + ".")) {
                String address = type == A ? "127.0.1." + (i + 1) : "2001:db8::" + (i + 1);
                String liars = type == A ? "192.0.2.1" : "2001:db8:ffff::1";
                return type == A || type == AAAA
                        ? InetAddress.getByName(name.startsWith("liar") ? liars : address)
                                .getAddress()
                        : new byte[0];
            }
        }
        return new byte[0];
    }

    /** The labels of a name, each with its length before it; at most 63 bytes of each, as the length allows no more. */
    private static byte[] wire(byte[] name) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; i <= name.length; i++) {
            if (i == name.length || name[i] == '.') {
                int length = Math.min(i - start, MAX_LABEL);
                if (length > 0) {
                    wire.write(length);
                    wire.write(name, start, length);
                }
                start = i + 1;
            }
        }
        wire.write(0);
        return wire.toByteArray();
    }
}
