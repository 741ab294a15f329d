# The server: installed, started, sent to by Debian's send_nsca, upgraded, purged.
. ./lib.sh
everything >before

dpkg -i nsca-toolkit-server_*.deb | grep -v '^(Reading\|^Selecting\|^Preparing\|^Unpacking'
echo "enabled: $(systemctl is-enabled nsca-server.service nsca-server.socket | tr '\n' ' ')"
echo "active: $(systemctl is-active nsca-server.service nsca-server.socket | tr '\n' ' ')"
stat -c '%A %U:%G %n' /etc/nsca-toolkit/*
echo "password: $(wc -c </etc/nsca-toolkit/password) characters"
getent passwd nsca | cut -d : -f 1,6,7
ls /var/cache/nsca-toolkit | sed 's/-[0-9.]*\./-VERSION./'

systemd-analyze verify nsca-server.service nsca-server.socket && echo "units verified"

nsca-server doctor | sed -nE 's/^(note|problem) +(journal|command-file) +/doctor: /p'

echo "== works"
command_file /var/lib/nagios4/rw
adduser --quiet nsca "$(stat -c %G /var/lib/nagios4/rw/nagios.cmd)"
systemctl enable nsca-server 2>/dev/null
systemctl start nsca-server
echo "password=$(cat /etc/nsca-toolkit/password)" >send_nsca.cfg
echo "encryption_method=14" >>send_nsca.cfg
send() {
    printf 'firestorm\tTCP Wrappers\t2\t%s\n' "$1" |
        LD_LIBRARY_PATH=$(cat peers-libraries) "$(cat peers-send_nsca)" localhost -c send_nsca.cfg
}
send "by the service"
await "by the service" nagios
systemctl reload nsca-server
send "after a reload"
await "after a reload" nagios
systemctl stop nsca-server
echo "stopped: $(systemctl show -p Result --value nsca-server)"

echo "== works by socket"
systemctl start nsca-server.socket
echo "before the first connection: $(systemctl is-active nsca-server.service || true)"
send "by the socket"
await "by the socket" nagios
systemctl stop nsca-server.socket nsca-server.service
systemctl start nsca-server

echo "== upgrade"
echo "# edited" >>/etc/nsca-toolkit/nsca.yml
cp /etc/nsca-toolkit/password password.before
newer nsca-toolkit-server /etc/nsca-toolkit/nsca.yml
pid=$(systemctl show -p MainPID --value nsca-server)
dpkg --force-confdef -i newer.deb >/dev/null
echo "kept: $(tail -n 1 /etc/nsca-toolkit/nsca.yml), $(stat -c '%A %U:%G' /etc/nsca-toolkit/nsca.yml)"
cmp password.before /etc/nsca-toolkit/password && echo "the same password"
[ "$pid" != "$(systemctl show -p MainPID --value nsca-server)" ] && echo "started anew"
send "after the upgrade"
await "after the upgrade" nagios

echo "== purge"
dpkg -P nsca-toolkit-server >/dev/null
echo "active: $(systemctl is-active nsca-server || true)"
rm -rf /var/lib/nagios4
left_over
