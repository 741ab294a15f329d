package io.nscatools.tcpwrapper.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts called by Debian's tcpd and xinetd, in a network and with an /etc/hosts.deny of their own. */
class HandlerBehindTcpdIT {
    private static final int BUILT_IN_PORT = 1080;

    private static final String TWIST = RefusingHost.TWIST;
    private static final String EXECUTED = "ALL: ALL: twist (@HANDLER@ h=%h d=%d a=%a) </dev/null >/dev/null 2>&1 &";
    private static final String EXECUTED_BY_SPAWN = "ALL: ALL: spawn (@HANDLER@ h=%h d=%d a=%a) &";
    private static final String SEED = "ALL: ALL: RFC931: twist (@HANDLER@ %h %d) &";
    private static final String SPAWN = RefusingHost.SPAWN;
    private static final String SPAWN_AND_TWIST = RefusingHost.SPAWN_AND_TWIST;

    @RegisterExtension
    private final RefusingHost host = new RefusingHost();

    @ParameterizedTest
    @CsvSource(
            value = {
                // rule | who checks | own address | ident
                TWIST + "| tcpd | 127.0.0.2 | none",
                TWIST + "| tcpd | 127.0.0.2 | hang",
                TWIST + "| tcpd | ::1 | hang",
                TWIST + "| xinetd | 127.0.0.2 | hang",
                TWIST + "| tcpd | ::1 | drop",
                TWIST + "| xinetd | 127.0.0.2 | drop",
                EXECUTED + "| tcpd | ::1 | hang",
                EXECUTED + "| xinetd | 127.0.0.2 | hang",
                SEED + "| tcpd | 127.0.0.2 | none",
                SEED + "| tcpd | 127.0.0.2 | eve",
                SEED + "| tcpd | ::1 | eve",
                SEED + "| xinetd | 127.0.0.2 | none",
                SPAWN_AND_TWIST + "| tcpd | 127.0.0.2 | drop",
                SPAWN_AND_TWIST + "| xinetd | 127.0.0.2 | hang",
                SPAWN_AND_TWIST + "| tcpd | ::1 | hang",
                SPAWN + "| xinetd | 127.0.0.2 | hang",
                EXECUTED_BY_SPAWN + "| xinetd | 127.0.0.2 | hang",
            },
            delimiter = '|')
    void thePeerIsReleasedBeforeTheHandlerHasDoneAnything(String rule, String checkedBy, String own, String ident)
            throws Exception {
        host.configure(RefusingHost.SLOW);
        start(rule);
        boolean tcpd = checkedBy.equals("tcpd");
        host.refusesAtOnceAndReports(
                own, tcpd ? RefusingHost.PORT : BUILT_IN_PORT, ident, tcpd ? "in.fingerd" : "true");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "$(touch @WORK@/x);`touch @WORK@/x`|& ! __touch",
                "../../etc/passwd' \"a\" ! ../../etc/passwd_",
                "h=10.0.0.1 ! h=10.0.0.1",
                "-c ! -c",
                "\u0001\u0017\u007f\u00e4\u00ff ! ___",
            },
            delimiter = '!',
            ignoreLeadingAndTrailingWhitespace = true)
    void whateverTheIdentServiceAnswers(String answer, String user) throws Exception {
        start(
                "ALL: ALL: RFC931: twist (cd @SCRIPTS@ && set -- h=%h d=%d a=%a u=%u c=%c n=%n && . ./handle_tcp_wrapper) &");
        host.refuses(
                "127.0.0.2",
                RefusingHost.PORT,
                answer.replace("@WORK@", host.folder().toString()),
                1);
        assertThat(host.awaitConnections(1)).singleElement().satisfies(connection -> {
            assertThat(connection.address()).map(PeerAddress::toString).contains("127.0.0.2");
            assertThat(connection.daemon()).isEqualTo("in.fingerd");
            assertThat(connection.user())
                    .hasValueSatisfying(text -> assertThat(text).startsWith(user));
        });
        assertThat(host.folder().resolve("x")).doesNotExist();
    }

    @Test
    void anEmptyIdentAnswerShiftsNoField() throws Exception {
        start("ALL: ALL: RFC931: twist (@HANDLER@ u=%u h=%h d=%d a=%a) &");
        host.intrude("127.0.0.2", RefusingHost.PORT, " ", 20);
        assertThat(host.awaitConnections(20)).allSatisfy(connection -> {
            assertThat(connection.host()).isEqualTo("127.0.0.2");
            assertThat(connection.daemon()).isEqualTo("in.fingerd");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutTheScriptThePeerReadsNothingEither(boolean folder) throws Exception {
        start(TWIST.replace("@SCRIPTS@", "@SCRIPTS@/empty"));
        if (folder) {
            Files.createDirectory(host.folder().resolve("scripts/empty"));
        }
        host.refuses("127.0.0.2", RefusingHost.PORT, "none", 1);
        host.refuses("127.0.0.2", BUILT_IN_PORT, "none", 1);
    }

    /** The time is a figure for the reader, no assertion: machines differ. */
    @Test
    void howLongThePeerIsHeld() throws Exception {
        start(TWIST);
        List<String> times = host.intrude("127.0.0.2", RefusingHost.PORT, "hang", 40);
        host.awaitConnections(40);
        List<Long> millis = times.stream()
                .map(line -> Long.valueOf(line.split(" ", -1)[1]))
                .sorted()
                .toList();
        assertThat(times).hasSize(40).allMatch(line -> line.startsWith("0 "));
        System.out.println("A refused peer is released after " + millis.get(20) + " ms (median of 40), "
                + millis.get(39) + " ms at most");
    }

    private void start(String rule) throws Exception {
        host.startXinetd(
                rule,
                RefusingHost.service("127.0.0.1", RefusingHost.PORT),
                RefusingHost.service("::1", RefusingHost.PORT),
                RefusingHost.guardedByXinetd("127.0.0.1", BUILT_IN_PORT));
    }
}
