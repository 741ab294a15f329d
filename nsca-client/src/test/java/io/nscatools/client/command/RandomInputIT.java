package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.client.FakeNsca;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.DataPacketCodec;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gives Debian's send_nsca and ours the same random input: both must send the same and end the same. */
class RandomInputIT {
    private static final int ROUNDS = 300;
    private static final List<String> DELIMITERS =
            List.of("", ",", "0x3b", "9", "::", "0", "0x", "072", "-1", " ", "0xff");
    private static final List<String> PIECES = List.of(
            "host", "svc", "0", "2", "-1", "99999", "out put", " ", "", "x", "\u0017", "\u0017", "\n", "\r\n", "\0",
            "é", "\\n", ";", ",", ":", "9", "=", "\t\t", "|", "\u000b");

    @TempDir
    private Path folder;

    @Test
    void sendsWhatTheReferenceSends() throws Exception {
        Path config = Files.writeString(folder.resolve("send_nsca.cfg"), "encryption_method=0\n");
        RandomGenerator random = new Random(5667);
        try (FakeNsca server = new FakeNsca(FakeNsca.receiving())) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] input = input(random);
                List<String> arguments =
                        new ArrayList<>(List.of("-H", "127.0.0.1", "-p", server.port(), "-c", config.toString()));
                addDelimiter("-d", random, arguments);
                addDelimiter("-ds", random, arguments);
                String[] args = arguments.toArray(String[]::new);
                CommandResult theirs = CommandResult.run(ForeignPrograms.command("usr/sbin/send_nsca", args), input);
                List<DataPacket> theirPackets = packets(server.received());
                StringWriter out = new StringWriter();
                StringWriter err = new StringWriter();
                int exitCode = new SendNsca(
                                Map.of(),
                                new ByteArrayInputStream(input),
                                new PrintWriter(out, true),
                                new PrintWriter(err, true))
                        .run(args);
                String what = arguments + " " + new String(input, StandardCharsets.UTF_8);
                assertThat(packets(server.received())).as(what).isEqualTo(theirPackets);
                assertThat(new CommandResult(exitCode, out.toString(), ""))
                        .as(what)
                        .isEqualTo(theirs);
            }
        }
    }

    private static void addDelimiter(String option, RandomGenerator random, List<String> arguments) {
        if (random.nextInt(4) == 0) {
            arguments.add(option);
            arguments.add(DELIMITERS.get(random.nextInt(DELIMITERS.size())));
        }
    }

    private static byte[] input(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            text.append(random.nextInt(3) == 0 ? "" : "\t");
            text.append(random.nextInt(100) == 0 ? "long ".repeat(random.nextInt(1500)) : "");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<DataPacket> packets(byte[] bytes) throws Exception {
        DataPacketCodec codec = new DataPacketCodec(PacketLayout.CURRENT);
        List<DataPacket> packets = new ArrayList<>();
        for (int offset = 0; offset < bytes.length; offset += PacketLayout.CURRENT.packetLength()) {
            DataPacket packet = codec.decode(bytes, offset);
            packets.add(new DataPacket(
                    0, packet.returnCode(), packet.hostName(), packet.serviceDescription(), packet.pluginOutput()));
        }
        return packets;
    }
}
