package io.nscatools.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.Await;
import io.nscatools.testsupport.ForeignPrograms;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirestormToMonitorIT {
    private static final String ALERT =
            "SERVICE ALERT: firestorm;TCP Wrappers;CRITICAL;HARD;1;Denied in.fingerd-127.0.0.1";
    private static final String NOTIFICATION =
            "SERVICE NOTIFICATION: security;firestorm;TCP Wrappers;CRITICAL;note-in-file;Denied in.fingerd-127.0.0.1";

    @TempDir
    private Path work;

    @BeforeEach
    void requireRoot() {
        ForeignPrograms.requireThat(
                "root".equals(System.getProperty("user.name")), "a private /etc/hosts.deny and xinetd need root");
    }

    @Test
    void everyRefusedConnectionIsAnAlertAndANotification() throws Exception {
        try (FirestormToMonitor chain = FirestormToMonitor.start(work)) {
            assertThat(chain.connectAndBeRefused()).isEmpty();
            chain.awaitNagiosLog("SERVICE ALERT", 1);
            for (int i = 0; i < 10; i++) {
                assertThat(chain.connectAndBeRefused()).isEmpty();
            }
            chain.awaitNagiosLog("SERVICE ALERT", 11);
            Await.until(() -> chain.notifications().size() >= 11, () -> "11 notifications");

            assertThat(chain.nagiosLog("SERVICE ALERT")).hasSize(11).containsOnly(ALERT);
            assertThat(chain.nagiosLog("SERVICE NOTIFICATION")).hasSize(11).containsOnly(NOTIFICATION);
            assertThat(chain.notifications())
                    .hasSize(11)
                    .containsOnly("PROBLEM firestorm TCP Wrappers CRITICAL Denied in.fingerd-127.0.0.1");
        }
    }
}
