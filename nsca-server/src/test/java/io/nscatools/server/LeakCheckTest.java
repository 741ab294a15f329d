package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    @Test
    void findsALostBuffer() {
        for (int i = 0; i < 10; i++) {
            lose();
        }
        List<String> leaks = new ArrayList<>();
        for (int attempt = 0; attempt < 50 && leaks.isEmpty(); attempt++) {
            leaks.addAll(LeakCheck.leaks());
        }
        assertThat(leaks).isNotEmpty();
    }

    private static void lose() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.buffer(100);
        lost.writeByte(1);
    }
}
