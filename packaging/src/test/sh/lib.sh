# What the scenarios share; read in by each.

# An index of all manual pages, made anew with each package, takes longer than the rest.
rm -f /var/lib/man-db/auto-update

# everything: lists what is installed, but for dpkg's own notes and the pages that man-db keeps once they were looked for.
everything() {
    find /etc /opt /srv /usr /var -xdev \( -path /var/lib/dpkg -o -path /var/tmp -o -path /var/lib/systemd -o -path /var/cache/man \) \
        -prune -o -print | sort
}

# left_over: says what is there that was not in the file "before".
left_over() {
    everything >after
    echo "left over:"
    comm -13 before after
    echo "user: $(getent passwd nsca || echo none), group: $(getent group nsca || echo none)"
}

# newer PACKAGE CONFFILE: makes newer.deb of the package, with a later version and another default in CONFFILE.
newer() {
    rm -rf newer
    dpkg-deb -R "$1"_*.deb newer
    sed -i 's/^Version:.*/Version: 9.9/' newer/DEBIAN/control
    echo "# a new default" >>"newer$2"
    dpkg-deb -Znone -b newer newer.deb >/dev/null
}

# await TEXT FILE: waits until TEXT is in FILE, 20 s at most, and takes it out.
await() {
    tries=0
    until grep -qs -- "$1" "$2"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 200 ]; then
            echo "never came: $1"
            journalctl -q --no-pager -n 50 || true
            systemctl status --no-pager 'nsca*' 'tcpwrapper*' || true
            exit 1
        fi
        sleep 0.1
    done
    grep -- "$1" "$2" | sed 's/^\[[0-9]*\] //'
    : >"$2"
}

# command_file FOLDER: a command file as Debian's and EPEL's Nagios make it, whose lines end up in the file "nagios".
command_file() {
    mkdir -p "$1"
    chgrp www-data "$1"
    chmod 2710 "$1"
    mkfifo -m 0660 "$1/nagios.cmd"
    : >nagios
    while :; do cat "$1/nagios.cmd" >>nagios; done &
}

# refused COMMAND...: runs it as tcpd does: as another user, with no environment worth the name.
refused() {
    setpriv --reuid nobody --regid nogroup --clear-groups env -i PATH=/usr/bin:/bin "$@"
}
