password=/etc/nsca-toolkit/password

prepare() {
    if [ "$1" != first ] || [ -e "$password" ]; then
        return
    fi
    (
        umask 0137
        head -c 1024 /dev/urandom | tr -dc 'A-Za-z0-9' | cut -c 1-32 >"$password.new"
        chgrp nsca "$password.new"
        mv "$password.new" "$password"
    )
    echo "A new password for this server is in $password. Each client needs the same one."
}

retract() {
    :
}

tell() {
    echo "Say in /etc/nsca-toolkit/nsca.yml where Nagios' command file is, and let the user nsca write to it:"
    echo "  usermod -aG \$(stat -c %G [[command.file]]) nsca"
    echo "The server is not started. To have it start at each boot, and to start it now:"
    echo "  systemctl enable nsca-server"
    echo "  systemctl start nsca-server"
}
