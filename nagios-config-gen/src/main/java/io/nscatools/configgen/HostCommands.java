package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.protocol.Suggestions;
import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that print a file for a host. */
final class HostCommands {
    private HostCommands() {}

    /** A command that may be told the host; where all hosts get the same file it need not. */
    private abstract static class HostCommand extends BaseCommand {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "HOST",
                description = "The host; not needed where all hosts get the same.")
        private String hostName;

        @Override
        final int run(Inventory inventory, PrintWriter out) throws ProblemsException {
            Set<String> texts = new TreeSet<>();
            for (Host host : hosts(inventory)) {
                texts.add(text(inventory, host));
            }
            if (texts.size() > 1) {
                throw inventory.problem("its hosts do not all get the same; give the name of one after the inventory");
            }
            out.print(texts.iterator().next());
            return 0;
        }

        private List<Host> hosts(Inventory inventory) throws ProblemsException {
            if (hostName == null) {
                return inventory.hosts();
            }
            List<Host> hosts = inventory.hosts().stream()
                    .filter(host -> host.name().equals(hostName))
                    .toList();
            if (hosts.isEmpty()) {
                List<String> names = inventory.hosts().stream().map(Host::name).toList();
                throw inventory.problem("there is no host " + hostName
                        + Suggestions.nearest(hostName, names)
                                .map(name -> "; did you mean " + name + "?")
                                .orElse(""));
            }
            return hosts;
        }

        abstract String text(Inventory inventory, Host host) throws ProblemsException;
    }

    @Command(name = "hosts-deny", header = "The rule for the end of /etc/hosts.deny.")
    static final class HostsDenyCommand extends HostCommand {
        @Override
        String text(Inventory inventory, Host host) {
            return host.settings().hostsDeny().file(Header.of("hosts-deny", inventory));
        }
    }

    @Command(name = "handler", header = "tcpwrapper-handler.yml for the agent on a host.")
    static final class Handler extends HostCommand {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description =
                        "yaml: tcpwrapper-handler.yml, the default; conf: tcpwrapper-handler.conf, for the scripts;"
                                + " systemd: tcpwrapper-handler.service; xinetd: the services of the rule that inetd starts,"
                                + " behind tcpd.")
        private Format format = Format.YAML;

        @Override
        String text(Inventory inventory, Host host) throws ProblemsException {
            return switch (format) {
                case YAML -> NscaFiles.handlerYml(inventory, host);
                case CONF -> NscaFiles.handlerConf(inventory, host);
                case SYSTEMD -> ServiceFiles.agentUnit(inventory);
                case XINETD -> xinetd(inventory, host);
            };
        }

        private static String xinetd(Inventory inventory, Host host) throws ProblemsException {
            List<GeneratedFile> files = ServiceFiles.wrapped(inventory, host);
            if (files.isEmpty()) {
                throw inventory.problem("host " + host.name()
                        + ": hosts_deny: daemons names none that inetd starts, such as in.fingerd");
            }
            return files.stream().map(GeneratedFile::text).collect(Collectors.joining("\n"));
        }

        private enum Format {
            YAML,
            CONF,
            SYSTEMD,
            XINETD
        }
    }
}
