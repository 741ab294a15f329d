package io.nscatools.tcpwrapper.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nscatools.tcpwrapper.access.Decision.Action;
import io.nscatools.tcpwrapper.access.Decision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions, the rules that take them and what is expanded for them, beside Debian's own tcpdmatch. */
class TcpdmatchIT {
    private static final int CASES = Integer.getInteger("nscatools.cases", 2400);
    private static final String BANNER = "%%a=%a A=%A c=%c d=%d h=%h H=%H n=%n N=%N r=%r R=%R s=%s u=%u z=%z";

    @TempDir
    private Path folder;

    @Test
    void agreesOnEveryDecision() throws Exception {
        long seed = Long.getLong("nscatools.seed", 20261124);
        RuleGenerator generator = new RuleGenerator(seed);
        TcpdCases cases = new TcpdCases(folder, RuleGenerator.HOSTS);
        Path hostFile = Files.writeString(
                folder.resolve("hosts.list"),
                "10.1.2.3 .example.net\n\t2001:db8::2\u000b[2001:db8::1]\n/nosuch LOCAL\n");
        for (int i = 0; i < CASES; i++) {
            String allow = generator.table(mark("allow"), hostFile.toString());
            String deny = generator.table(mark("deny"), hostFile.toString());
            cases.add(i, allow, deny, "--", generator.daemon(), generator.client());
        }
        writeBanners();
        cases.run("tcpdmatch", CASES);

        Map<String, Integer> verdicts = new TreeMap<>();
        int decidedByMarkedRule = 0;
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            Optional<Tcpdmatch> theirs = Tcpdmatch.parse(cases.output(i));
            if (theirs.isPresent()) {
                String ours = ours(cases.folder(i), theirs.get());
                verdicts.merge(ours.replaceAll("(?s).* |\\|$", ""), 1, Integer::sum);
                decidedByMarkedRule += ours.startsWith("banner") ? 1 : 0;
                if (!ours.equals(theirs.get().result())) {
                    differences.add(describe(cases, i, theirs.get().result(), ours));
                }
            }
        }
        assertThat(differences).as("seed " + seed).isEmpty();
        assertThat(verdicts.keySet()).containsExactly("delegated", "denied", "granted");
        assertThat(verdicts.values()).allMatch(count -> count > 50);
        assertThat(verdicts.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(2000);
        assertThat(decidedByMarkedRule).isGreaterThan(800);
    }

    private String mark(String table) {
        return ": banners " + folder + "/banners/" + table + "%d ";
    }

    private void writeBanners() throws IOException {
        for (String table : List.of("allow", "deny")) {
            for (int rule = 0; rule < 6; rule++) {
                Path banners = Files.createDirectories(folder.resolve("banners/" + table + rule));
                for (String daemon : RuleGenerator.DAEMONS) {
                    TcpdCases.write(
                            banners.resolve(Expansion.clean(daemon)),
                            "banner " + banners.getFileName() + " " + BANNER + "\n");
                }
            }
        }
    }

    /** What our side prints for a request of which tcpdmatch has told all it knows. */
    private static String ours(Path caseFolder, Tcpdmatch theirs) {
        HostsAccess access = HostsAccess.read(caseFolder.resolve("hosts.allow"), caseFolder.resolve("hosts.deny"));
        AccessRequest request = theirs.request();
        Decision decision = access.decide(request, new SystemAccounts());
        StringBuilder result = new StringBuilder();
        for (Action action : decision.actions()) {
            if (action.option() == OptionKeyword.BANNERS) {
                String banner = "banner " + Path.of(action.value()).getFileName() + " " + BANNER;
                result.append(Expansion.expand(banner, new RequestState(request, AccessLookups.NONE))
                                .orElseThrow())
                        .append("|");
            }
        }
        String verdict =
                decision.verdict() == Verdict.TWIST ? "delegated" : decision.isAllowed() ? "granted" : "denied";
        return result + "access:   " + verdict + "|";
    }

    private static String describe(TcpdCases cases, int number, String theirs, String ours) throws IOException {
        Path caseFolder = cases.folder(number);
        return "\ncase " + number + ": " + Files.readAllLines(caseFolder.resolve("args"))
                + "\nhosts.allow:\n"
                + new String(
                        Files.readAllBytes(caseFolder.resolve("hosts.allow")),
                        java.nio.charset.StandardCharsets.ISO_8859_1)
                + "\nhosts.deny:\n"
                + new String(
                        Files.readAllBytes(caseFolder.resolve("hosts.deny")),
                        java.nio.charset.StandardCharsets.ISO_8859_1)
                + "\ntheirs: " + theirs + "\nours:   " + ours
                + "\n" + cases.output(number) + cases.errors(number);
    }

    /** The users and groups that the generated rules name and that there are. */
    private static final class SystemAccounts implements AccessLookups {
        @Override
        public String hostName(String address) {
            throw new AssertionError("the name of " + address + " is known already");
        }

        @Override
        public boolean userExists(String name) {
            return name.equals("root");
        }

        @Override
        public boolean groupExists(String name) {
            return name.equals("root");
        }
    }

    /** What tcpdmatch printed: the request as it understood it, and what came of it. */
    private record Tcpdmatch(Map<String, String> facts, String result) {
        static Optional<Tcpdmatch> parse(String output) {
            Map<String, String> facts = new TreeMap<>();
            StringBuilder result = new StringBuilder();
            for (String line : output.lines().toList()) {
                if (line.startsWith("client:") || line.startsWith("server:")) {
                    facts.put(line.substring(0, 18).strip(), line.substring(19).strip());
                } else {
                    result.append(line).append('|');
                }
            }
            // Nothing but an error message if it could not find the host.
            return output.contains("\naccess:")
                    ? Optional.of(new Tcpdmatch(facts, result.toString()))
                    : Optional.empty();
        }

        /** The request, names cleaned as tcpdmatch printed them: it cleans them in place, before it matches. */
        AccessRequest request() {
            return new AccessRequest(
                    facts.getOrDefault("server:   process", ""),
                    host("server", facts.containsKey("server:   address")),
                    host("client", true),
                    facts.getOrDefault("client:   username", AccessLookups.UNKNOWN),
                    0);
        }

        private AccessHost host(String end, boolean isSocket) {
            String unknown = AccessLookups.UNKNOWN;
            return new AccessHost(
                    facts.getOrDefault(end + ":   address", unknown),
                    Optional.of(facts.getOrDefault(end + ":   hostname", unknown)),
                    isSocket ? Optional.of(0) : Optional.empty());
        }
    }
}
