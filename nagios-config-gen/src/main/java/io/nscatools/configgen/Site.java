package io.nscatools.configgen;

import io.nscatools.configgen.Inventory.Host;
import io.nscatools.yaml.ProblemsException;
import java.util.ArrayList;
import java.util.List;

/** All files of an inventory: a folder for the monitor, and below {@code hosts} one for each host. */
final class Site {
    private Site() {}

    /** Returns the files; those for Nagios leave out what {@code existing} has. */
    static List<GeneratedFile> files(Inventory inventory, ObjectModel existing) throws ProblemsException {
        List<GeneratedFile> files = new ArrayList<>(monitor(inventory, existing));
        String sendNscaCfg = NscaFiles.sendNscaCfg(inventory);
        String unit = ServiceFiles.agentUnit(inventory);
        for (Host host : inventory.hosts()) {
            String folder = "hosts/" + host.name() + "/";
            String hostsDeny = host.settings().hostsDeny().file(Header.of("hosts-deny", inventory));
            files.add(GeneratedFile.open(folder + "hosts.deny", hostsDeny));
            files.add(GeneratedFile.secret(folder + "send_nsca.cfg", sendNscaCfg));
            files.add(GeneratedFile.open(folder + "tcpwrapper-handler.yml", NscaFiles.handlerYml(inventory, host)));
            files.add(GeneratedFile.open(folder + "tcpwrapper-handler.conf", NscaFiles.handlerConf(inventory, host)));
            files.add(GeneratedFile.open(folder + "tcpwrapper-handler.service", unit));
            ServiceFiles.wrapped(inventory, host)
                    .forEach(file -> files.add(GeneratedFile.open(folder + file.name(), file.text())));
        }
        return files;
    }

    private static List<GeneratedFile> monitor(Inventory inventory, ObjectModel existing) throws ProblemsException {
        String password = Password.read(inventory.monitor("all").passwordFile());
        List<GeneratedFile> files = new ArrayList<>(List.of(
                GeneratedFile.secret("monitor/nsca.cfg", NscaFiles.nscaCfg(inventory)),
                GeneratedFile.open("monitor/nsca.yml", NscaFiles.nscaYml(inventory)),
                GeneratedFile.secret("monitor/password", password + "\n"),
                GeneratedFile.open("monitor/nsca-server.service", ServiceFiles.serverUnit(inventory)),
                GeneratedFile.open("monitor/xinetd.d/nsca", ServiceFiles.serverXinetd(inventory))));
        if (inventory.flavour() == Flavour.ICINGA2) {
            files.add(GeneratedFile.open("monitor/tcp-wrappers.conf", Icinga2Writer.services(inventory)));
            files.add(GeneratedFile.open("monitor/supporting.conf", Icinga2Supporting.write(inventory)));
        } else {
            files.add(GeneratedFile.open("monitor/tcp-wrappers.cfg", ObjectWriter.servicesWithCheckPeriod(inventory)));
            files.add(GeneratedFile.open("monitor/supporting.cfg", ObjectWriter.supporting(inventory, existing)));
        }
        return files;
    }
}
