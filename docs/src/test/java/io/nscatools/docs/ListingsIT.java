package io.nscatools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.testsupport.CommandResult;
import io.nscatools.testsupport.ForeignPrograms;
import io.nscatools.testsupport.Project;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what each page says, from its top to its end, on machines where nothing else has been done: a Debian with
 * Nagios, xinetd and tcpd, and with our packages unless the page has a comment {@code nothing installed}.
 */
class ListingsIT {
    /**
     * Installs Debian's packages. Dependencies that no page uses are missing, and apt must not ask for them later on;
     * and Nagios would begin a new log at midnight.
     */
    private static final String INSTALL_FOREIGN = """
            rm -f /var/lib/man-db/auto-update
            rm -rf ~/.ssh; mkdir -m 700 ~/.ssh
            cd '%s'
            dpkg --force-depends -i libwrap0_* tcpd_* xinetd_* monitoring-plugins-* nagios4-*
            dpkg --force-depends -i runit-helper_* openssh-*
            dpkg -x fingerd_* /
            sed -i -E '/^Package: (libwrap0|tcpd|xinetd|openssh|monitoring-plugins|nagios4)/,/^$/{/^Depends:/d}' /var/lib/dpkg/status
            ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519
            cp ~/.ssh/id_ed25519.pub ~/.ssh/authorized_keys
            echo StrictHostKeyChecking no >~/.ssh/config
            sed -i 's/^log_rotation_method=.*/log_rotation_method=n/' /etc/nagios4/nagios.cfg
            systemctl stop xinetd nagios4 ssh
            """;

    @TempDir
    private static Path folder;

    private static Machines machines;
    private static int debian;
    private static int ours;

    @BeforeAll
    static void installPackages() throws Exception {
        machines = Machines.in(folder);
        debian = install(List.of(), INSTALL_FOREIGN.formatted(ForeignPrograms.path("debs")));
        ours = install(List.of(debian), "dpkg -i " + Project.root().resolve("packaging/target") + "/*.deb");
    }

    private static int install(List<Integer> layers, String script) throws Exception {
        try (Machines.Machine machine = machines.boot("firestorm", layers)) {
            for (String command : script.lines().toList()) {
                CommandResult result = machine.run(command);
                assertThat(result.exitCode())
                        .as(command + ": " + result.stdout())
                        .isZero();
            }
            return machine.number();
        }
    }

    @AfterAll
    static void close() {
        if (machines != null) {
            machines.close();
        }
    }

    static Stream<String> pages() throws Exception {
        return Pages.all().stream().filter(page -> Pages.listings(page).stream().anyMatch(Listing::isCommand));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void doesWhatThePageSays(String page) throws Exception {
        boolean fresh = Pages.read(page).contains("<!-- nothing installed -->");
        Map<String, Machines.Machine> booted = new HashMap<>();
        CommandResult last = null;
        try {
            for (Listing listing : Pages.listings(page)) {
                String place = page + ":" + listing.line();
                Machines.Machine machine = booted.get(listing.machine());
                if (machine == null && (listing.isCommand() || listing.kind() == Listing.Kind.FILE)) {
                    machine = machines.boot(listing.machine(), fresh ? List.of(debian) : List.of(ours, debian));
                    booted.put(listing.machine(), machine);
                }
                switch (listing.kind()) {
                    case FILE -> machine.write(listing.value(), listing.text());
                    case START -> machine.start(listing.text());
                    case RUN -> {
                        last = machine.run(listing.text());
                        assertThat(last.exitCode())
                                .as("exit code of %s%n%s%nprinted:%n%s", place, listing.text(), last.stdout())
                                .isEqualTo(Integer.parseInt(listing.settings().getOrDefault("exit", "0")));
                    }
                    case OUTPUT -> {
                        assertThat(last)
                                .as("commands before the output at " + place)
                                .isNotNull();
                        Output.assertMatches(place, listing.text(), last.stdout());
                    }
                    default -> {}
                }
            }
        } finally {
            booted.values().forEach(Machines.Machine::close);
        }
    }
}
