# Services that hosts.deny guards run as many users; nobody but the agent may read what they leave.
prepare() {
    install -d -o nsca -g nsca -m 3733 "$data"
}

retract() {
    :
}

tell() {
    echo "Say in /etc/nsca-toolkit/tcpwrapper-handler.yml where the monitor is, and put its password into"
    echo "/etc/nsca-toolkit/password (owner root, group nsca, mode 0640)."
    echo "The agent is not started. To have it start at each boot, and to start it now:"
    echo "  systemctl enable tcpwrapper-handler"
    echo "  systemctl start tcpwrapper-handler"
    echo "Then see what it would put into hosts.deny:"
    echo "  tcpwrapper-handler install --dry-run"
}
