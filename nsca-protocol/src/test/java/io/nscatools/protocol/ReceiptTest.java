package io.nscatools.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void isTwelveBytes() {
        assertThat(HEX.formatHex(new Receipt(3, 0xffff_ffffL).encode())).isEqualTo("4e53524300000003ffffffff");
    }

    @Test
    void readsBackWhatItWrote() {
        Receipt receipt = new Receipt(0xffff_fffeL, 1);
        assertThat(Receipt.decode(receipt.encode())).contains(receipt);
    }

    @Test
    void isNothingElse() {
        assertThat(Receipt.decode(new byte[0])).isEmpty();
        assertThat(Receipt.decode(HEX.parseHex("4e535243000000030000"))).isEmpty();
        assertThat(Receipt.decode(HEX.parseHex("4e5352430000000300000000ff"))).isEmpty();
        assertThat(Receipt.decode(HEX.parseHex("4e5352440000000300000000"))).isEmpty();
    }

    @Test
    void refusesCountsThatDoNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Receipt(1L << 32, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Receipt(0, -1));
    }

    @Test
    void isAnnouncedByOurInitPacketsOnly() {
        byte[] ours = InitPacket.create(new SecureRandom(), Clock.systemUTC()).encode();
        assertThat(InitPacket.decode(ours).announcesReceipt()).isTrue();
        for (int i = 0; i < InitPacket.IV_LENGTH; i++) {
            byte[] other = ours.clone();
            other[i] ^= 1;
            assertThat(InitPacket.decode(other).announcesReceipt())
                    .as("byte %d changed", i)
                    .isFalse();
        }
    }
}
