package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.protocol.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether Nagios runs, and with settings under which it takes passive check results. */
final class NagiosCheck {
    /** The least that counts as hanging. */
    private static final Duration SILENCE = Duration.ofMinutes(5);
    /** So often it must have missed to write its status. */
    private static final int MISSED = 3;

    private final Findings findings;
    private final Optional<Path> named;
    private final ServiceCheck serviceCheck;

    /** A check of the Nagios whose configuration is {@code named}, or of the one that is found. */
    NagiosCheck(Findings findings, Optional<Path> named, ServiceCheck serviceCheck) {
        this.findings = findings;
        this.named = named;
        this.serviceCheck = serviceCheck;
    }

    /** Returns the configuration of the Nagios that is meant, or nothing if none is found. */
    Optional<NagiosConfig> run(Optional<Path> commandFile) {
        try {
            Optional<NagiosConfig> found = NagiosConfig.find(named, commandFile);
            if (found.isEmpty()) {
                findings.note(
                        "nagios",
                        "no Nagios is seen on this machine; --nagios names its main configuration file, if there is"
                                + " one");
            } else {
                check(found.get());
            }
            return found;
        } catch (IOException e) {
            findings.problem(
                    "nagios",
                    (e.getMessage() == null ? "" : e.getMessage() + ": ") + FileErrors.describe(e),
                    "name Nagios' main configuration file with --nagios, and run this as root");
            return Optional.empty();
        }
    }

    private void check(NagiosConfig nagios) throws IOException {
        Optional<Path> status = nagios.path("status_file").filter(file -> nagios.isRunning() && Files.exists(file));
        process(nagios, status);
        if (nagios.isOn("check_external_commands")) {
            findings.ok("external-commands", "check_external_commands is on");
        } else {
            findings.problem(
                    "external-commands",
                    "check_external_commands=0 in " + nagios.file() + ": Nagios reads no command file",
                    "set check_external_commands=1 and restart Nagios");
        }
        passiveChecks(nagios, status);
        serviceCheck.run(nagios, status);
    }

    /** A Nagios that lives writes its status every so often; one that hangs takes no results either (fact N6). */
    private void process(NagiosConfig nagios, Optional<Path> status) throws IOException {
        Duration age = status.isEmpty()
                ? Duration.ZERO
                : Duration.between(Files.getLastModifiedTime(status.get()).toInstant(), Instant.now());
        if (!nagios.isRunning()) {
            findings.problem(
                    "nagios",
                    "does not run with " + nagios.file(),
                    "start it; nagios -v " + nagios.file() + " says what is wrong with its configuration");
        } else if (age.compareTo(SILENCE) > 0
                && age.compareTo(nagios.statusInterval().multipliedBy(MISSED)) > 0) {
            findings.problem(
                    "nagios",
                    "has not written " + status.get() + " for " + age.toMinutes() + " min: it hangs",
                    "restart it, with SIGKILL if it does not end");
        } else {
            findings.ok("nagios", "runs with " + nagios.file());
        }
    }

    /** What is switched off at run time is remembered over a restart, whatever the configuration says. */
    private void passiveChecks(NagiosConfig nagios, Optional<Path> status) {
        boolean[] switchedOff = new boolean[1];
        try {
            if (status.isPresent()) {
                NagiosBlocks.read(
                        status.get(),
                        block -> switchedOff[0] |= block.type().equals("programstatus")
                                && block.get("passive_service_checks_enabled").equals("0"));
            }
        } catch (IOException e) {
            findings.note("passive-checks", status.get() + ": " + FileErrors.describe(e));
        }
        if (!nagios.isOn("accept_passive_service_checks")) {
            findings.problem(
                    "passive-checks",
                    "accept_passive_service_checks=0 in " + nagios.file() + ": Nagios drops the results",
                    "set accept_passive_service_checks=1 and restart Nagios");
        } else if (switchedOff[0]) {
            findings.problem(
                    "passive-checks",
                    "accept_passive_service_checks was switched off while Nagios ran",
                    "switch it on in the web interface (Process Info), or send START_ACCEPTING_PASSIVE_SVC_CHECKS to"
                            + " the command file");
        } else {
            findings.ok("passive-checks", "accept_passive_service_checks is on");
        }
        if (!nagios.isOn("accept_passive_host_checks")) {
            findings.note("passive-checks", "accept_passive_host_checks=0: Nagios drops the results of hosts");
        }
    }
}
