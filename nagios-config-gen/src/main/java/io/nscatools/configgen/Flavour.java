package io.nscatools.configgen;

/** The monitoring programs that differ in what is written for them; values are those of their Debian packages. */
enum Flavour {
    NAGIOS3("/var/lib/nagios3/rw/nagios.cmd", "nagios3", "nagios"),
    NAGIOS4("/var/lib/nagios4/rw/nagios.cmd", "nagios4", "nagios"),
    NAEMON("/var/lib/naemon/naemon.cmd", "naemon", "naemon"),
    ICINGA1("/var/lib/icinga/rw/icinga.cmd", "icinga", "nagios"),
    ICINGA2("/run/icinga2/cmd/icinga2.cmd", "icinga2", "nagios");

    private final String commandFile;
    private final String unit;
    private final String user;

    Flavour(String commandFile, String unit, String user) {
        this.commandFile = commandFile;
        this.unit = unit;
        this.user = user;
    }

    /** Returns where the external command file is. */
    String commandFile() {
        return commandFile;
    }

    /** Returns the name of the systemd unit, without its ending. */
    String unit() {
        return unit;
    }

    /** Returns the user and the group that may write to the command file. */
    String user() {
        return user;
    }
}
