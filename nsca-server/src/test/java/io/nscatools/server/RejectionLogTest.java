package io.nscatools.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.protocol.RejectReason;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionLogTest {
    private final LogCapture log = new LogCapture();
    private long seconds;
    private final RejectionLog rejections = new RejectionLog(() -> TimeUnit.SECONDS.toNanos(seconds));

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void tellsOneLineForEachCauseAndAddressAndCountsTheRest() throws Exception {
        for (int i = 0; i < 5; i++) {
            reject("192.0.2.1", RejectReason.TOO_OLD, "packet is " + i + " s old");
        }
        reject("192.0.2.2", RejectReason.TOO_OLD, "packet is 99 s old");
        reject("192.0.2.1", RejectReason.TIMED_OUT, "sent nothing");
        reject("192.0.2.1", RejectReason.PROBE, "all agrees");
        rejections.sweep();
        assertThat(log.lines())
                .containsExactly(
                        "WARN 192.0.2.1:7: rejected: packet is 0 s old",
                        "WARN 192.0.2.2:7: rejected: packet is 99 s old",
                        "INFO 192.0.2.1:7: closed: sent nothing",
                        "INFO 192.0.2.1:7: probed: all agrees");
        seconds = 30;
        rejections.sweep();
        assertThat(log.lines()).hasSize(5).contains("WARN 192.0.2.1: rejected 4 more times within 30 s: too old");
    }

    @Test
    void goesOnCountingWhileItGoesOn() throws Exception {
        reject("192.0.2.1", RejectReason.TOO_OLD, "x");
        reject("192.0.2.1", RejectReason.TOO_OLD, "x");
        seconds = 30;
        rejections.sweep();
        reject("192.0.2.1", RejectReason.TOO_OLD, "x");
        assertThat(log.lines()).hasSize(2);
        seconds = 60;
        rejections.sweep();
        seconds = 90;
        rejections.sweep();
        assertThat(log.lines()).hasSize(3);
        reject("192.0.2.1", RejectReason.TOO_OLD, "again");
        assertThat(log.lines()).hasSize(4);
    }

    @Test
    void remembersNoMoreThanAThousandAddresses() throws Exception {
        for (int i = 0; i < 3000; i++) {
            reject("10.0." + i / 256 + "." + i % 256, RejectReason.TOO_OLD, "x");
        }
        assertThat(log.lines()).hasSize(1001);
        seconds = 30;
        rejections.sweep();
        assertThat(log.lines()).contains("WARN others: rejected 1999 more times within 30 s: too old");
    }

    private void reject(String address, RejectReason reason, String message) throws Exception {
        rejections.log(reason, InetAddress.getByName(address), address + ":7", message);
    }
}
