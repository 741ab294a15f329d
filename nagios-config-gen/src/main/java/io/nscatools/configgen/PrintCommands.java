package io.nscatools.configgen;

import io.nscatools.yaml.ProblemsException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that print a file for the monitor, or one that is the same for all hosts. */
final class PrintCommands {
    private PrintCommands() {}

    @Command(name = "services", header = "The volatile passive service definitions for Nagios.")
    static final class Services extends BaseCommand {
        @Option(
                names = "--supporting",
                description = "Also what the services need and Nagios may lack: check_none, contact groups,"
                        + " time period, hosts, and a check_period in each.")
        private boolean supporting;

        @Mixin
        private ExistingOption existing;

        @Override
        int run(Inventory inventory, PrintWriter out) throws ProblemsException {
            if (supporting) {
                out.print(ObjectWriter.servicesWithCheckPeriod(inventory) + "\n"
                        + ObjectWriter.supporting(inventory, existing.read()));
            } else {
                out.print(ObjectWriter.services(inventory));
            }
            return 0;
        }
    }

    @Command(name = "icinga2", header = "The same services for Icinga 2.")
    static final class Icinga2 extends BaseCommand {
        @Option(
                names = "--supporting",
                description = "Also what the services need and Icinga may lack: notification command, user groups,"
                        + " time period, hosts.")
        private boolean supporting;

        @Override
        int run(Inventory inventory, PrintWriter out) throws ProblemsException {
            out.print(Icinga2Writer.services(inventory));
            if (supporting) {
                out.print("\n" + Icinga2Supporting.write(inventory));
            }
            return 0;
        }
    }

    @Command(name = "server", header = "nsca.cfg for the monitor.")
    static final class Server extends BaseCommand {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "cfg: nsca.cfg, the default; yaml: nsca.yml; systemd: nsca-server.service;"
                        + " xinetd: xinetd.d/nsca.")
        private Format format = Format.CFG;

        @Mixin
        private GeneratePasswordOption password;

        @Override
        int run(Inventory inventory, PrintWriter out) throws ProblemsException {
            password.apply(inventory, "server", false);
            out.print(
                    switch (format) {
                        case CFG -> NscaFiles.nscaCfg(inventory);
                        case YAML -> NscaFiles.nscaYml(inventory);
                        case SYSTEMD -> ServiceFiles.serverUnit(inventory);
                        case XINETD -> ServiceFiles.serverXinetd(inventory);
                    });
            return 0;
        }

        private enum Format {
            CFG,
            YAML,
            SYSTEMD,
            XINETD
        }
    }

    @Command(name = "client", header = "send_nsca.cfg for the hosts.")
    static final class Client extends BaseCommand {
        @Mixin
        private GeneratePasswordOption password;

        @Override
        int run(Inventory inventory, PrintWriter out) throws ProblemsException {
            password.apply(inventory, "client", false);
            out.print(NscaFiles.sendNscaCfg(inventory));
            return 0;
        }
    }
}
