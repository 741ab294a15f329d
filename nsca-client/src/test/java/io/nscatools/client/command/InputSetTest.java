package io.nscatools.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.ByteString;
import io.nscatools.protocol.CheckResult;
import io.nscatools.protocol.DataPacket;
import io.nscatools.protocol.PacketLayout;
import io.nscatools.testsupport.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InputSetTest {
    static Stream<Vectors.Session> recorded() {
        return Vectors.sessions().stream();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsStandardInputAsTheReferenceDoes(Vectors.Session session) throws IOException {
        PacketLayout layout = session.packetSize() == 720 ? PacketLayout.LEGACY : PacketLayout.CURRENT;
        InputSetReader sets = new InputSetReader(
                new ByteArrayInputStream(Vectors.bytes(session.stdinHex())),
                Delimiter.ofSets(argument(session, "-ds", "0x17")));
        int delimiter = Delimiter.ofFields(argument(session, "-d", "0x09"));
        List<DataPacket> packets = new ArrayList<>();
        boolean tooLong = false;
        try {
            for (Optional<byte[]> set = sets.next(); set.isPresent(); set = sets.next()) {
                InputSet.parse(set.get(), delimiter, notice -> {})
                        .ifPresent(result -> packets.add(DataPacket.of(result, 0, layout)));
            }
        } catch (InputSetReader.SetTooLongException e) {
            tooLong = true;
        }
        assertThat(tooLong).isEqualTo(session.exitCode() == 255);
        assertThat(packets)
                .isEqualTo(session.packets().stream().map(InputSetTest::packet).toList());
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "h;1;out;;|h|1|0|;",
                ";;h;;s;;2;o|h|s|2|o",
                "h;s;2; ;|h|s|2| ;",
                "h;0;;|none||0|",
                "h;s;1;\u00a0|h|s|1|\u00a0"
            })
    void followsTheReferenceInCasesThatWereNotRecorded(
            String set, String host, String description, int code, String output) {
        Optional<CheckResult> result = InputSet.parse(set.getBytes(StandardCharsets.UTF_8), ';', notice -> {});
        if (host.equals("none")) {
            assertThat(result).isEmpty();
        } else {
            assertThat(result)
                    .contains(CheckResult.of(
                            ByteString.of(host), ByteString.of(description), code, ByteString.of(output)));
        }
    }

    private static DataPacket packet(Vectors.Packet packet) {
        return new DataPacket(
                0,
                packet.returnCode(),
                text(packet.hostHex()),
                text(packet.descriptionHex()),
                text(packet.outputHex()));
    }

    private static ByteString text(String hex) {
        byte[] bytes = Vectors.bytes(hex);
        return ByteString.copyOf(bytes, 0, bytes.length);
    }

    private static String argument(Vectors.Session session, String name, String otherwise) {
        int index = session.args().indexOf(name);
        return index < 0 ? otherwise : session.args().get(index + 1);
    }
}
