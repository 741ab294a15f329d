package io.nscatools.server.doctor;

import io.nscatools.cli.Findings;
import io.nscatools.protocol.FileErrors;
import io.nscatools.server.doctor.NagiosBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether Nagios knows a service of a host and takes its results. This is asked of {@code objects.cache}, which Nagios
 * writes at its start: what has been written into the configuration since then does not count for it either.
 */
final class ServiceCheck {
    /** More are only counted. */
    private static final int MOST_NAMES = 3;

    private final Findings findings;
    private final Optional<String> host;
    private final String service;

    private final Set<String> hosts = new HashSet<>();
    private final List<Block> services = new ArrayList<>();
    private final Set<String> similar = new TreeSet<>();
    private final Set<String> switchedOff = new TreeSet<>();

    /** A check of {@code service} of {@code host}, or of every host that has it. */
    ServiceCheck(Findings findings, Optional<String> host, String service) {
        this.findings = findings;
        this.host = host;
        this.service = service;
    }

    /** Looks into what {@code nagios} has written; {@code status} is there while it runs. */
    void run(NagiosConfig nagios, Optional<Path> status) {
        Optional<Path> cache = nagios.path("object_cache_file").filter(Files::exists);
        if (cache.isEmpty()) {
            findings.note("service", "not known: Nagios has written no objects.cache, which it does when it starts");
            return;
        }
        try {
            NagiosBlocks.read(cache.get(), this::collect);
            if (status.isPresent()) {
                NagiosBlocks.read(status.get(), this::collectStatus);
            }
            report(nagios, cache.get());
        } catch (IOException e) {
            findings.problem("service", cache.get() + ": " + FileErrors.describe(e), "run this as root");
        }
    }

    private void collect(Block block) {
        String hostName = block.get("host_name");
        if (block.type().equals("host")) {
            hosts.add(hostName);
        } else if (block.type().equals("service")
                && hostName.equalsIgnoreCase(host.orElse(hostName))
                && block.get("service_description").equalsIgnoreCase(service)) {
            boolean isExact = hostName.equals(host.orElse(hostName))
                    && block.get("service_description").equals(service);
            if (isExact) {
                services.add(block);
            } else {
                similar.add(name(block));
            }
        }
    }

    private void collectStatus(Block block) {
        boolean isOff = block.type().equals("servicestatus")
                && block.get("passive_checks_enabled").equals("0")
                && block.get("service_description").equals(service)
                && block.get("host_name").equals(host.orElse(block.get("host_name")));
        if (isOff) {
            switchedOff.add(name(block));
        }
    }

    private static String name(Block block) {
        return "'" + block.get("service_description") + "' of " + block.get("host_name");
    }

    private static String some(Collection<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return first + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private void report(NagiosConfig nagios, Path cache) throws IOException {
        stale(nagios, cache);
        if (services.isEmpty()) {
            undefined();
            return;
        }
        List<String> active = services.stream()
                .filter(block -> block.get("passive_checks_enabled").equals("0"))
                .map(ServiceCheck::name)
                .toList();
        if (!active.isEmpty()) {
            findings.problem(
                    "service",
                    some(active) + ": passive_checks_enabled is 0, Nagios drops the results",
                    "set passive_checks_enabled 1 in the definition, and reload Nagios");
        } else if (!switchedOff.isEmpty()) {
            findings.problem(
                    "service",
                    some(switchedOff) + ": passive checks were switched off while Nagios ran",
                    "switch them on in the web interface, or send ENABLE_PASSIVE_SVC_CHECKS to the command file");
        } else {
            findings.ok(
                    "service",
                    services.size() == 1
                            ? name(services.get(0)) + " is defined and passive"
                            : "'" + service + "' of " + services.size() + " hosts is defined and passive");
        }
    }

    private void undefined() {
        String wanted = "'" + service + "'" + host.map(name -> " of " + name).orElse("");
        String remedy = "define it, as nagios-config-gen services does, and reload Nagios";
        if (!similar.isEmpty()) {
            findings.problem(
                    "service",
                    wanted + " is not defined, but " + some(similar) + " is",
                    "make the names equal; Nagios takes upper and lower case for two");
        } else if (host.isPresent() && !hosts.contains(host.get())) {
            findings.problem("service", "host " + host.get() + " is not defined: Nagios drops its results", remedy);
        } else if (host.isPresent()) {
            findings.problem("service", wanted + " is not defined: Nagios drops its results", remedy);
        } else {
            findings.note("service", wanted + " is defined for no host; --host and --service ask for another");
        }
    }

    private void stale(NagiosConfig nagios, Path cache) throws IOException {
        nagios.changedSince(Files.getLastModifiedTime(cache))
                .ifPresent(file -> findings.note(
                        "service", file + " has changed since Nagios read it, which counts after a reload of Nagios"));
    }
}
