# The handler, its agent and, on the same machine, the server: a refused service's user reports, Nagios gets it.
. ./lib.sh
everything >before

dpkg -i nsca-toolkit-server_*.deb >/dev/null
dpkg -i nsca-toolkit-tcpwrapper_*.deb | grep -v '^(Reading\|^Selecting\|^Preparing\|^Unpacking'
echo "enabled: $(systemctl is-enabled tcpwrapper-handler.service tcpwrapper-handler-drain.path | tr '\n' ' ')"
stat -c '%A %U:%G %n' /etc/nsca-toolkit/tcpwrapper-handler.* /var/spool/tcpwrapper-handler

systemd-analyze verify tcpwrapper-handler.service tcpwrapper-handler-drain.path tcpwrapper-handler-drain.service &&
    echo "units verified"

echo "== agent"
command_file /var/lib/nagios4/rw
adduser --quiet nsca www-data
systemctl start nsca-server
sed -i 's/host: monitor/host: localhost/; s/^#host: .*/host: firestorm/' /etc/nsca-toolkit/tcpwrapper-handler.yml
systemctl enable tcpwrapper-handler 2>/dev/null
systemctl start tcpwrapper-handler
refused /usr/sbin/handle_tcp_wrapper 192.0.2.7 in.fingerd
await "in.fingerd" nagios
refused sh -c "cd /usr/share/nsca-toolkit/bin && set -- 192.0.2.8 sshd && . ./handle_tcp_wrapper"
await "sshd" nagios
refused /usr/sbin/submit_check_result web HTTP 1 "slow"
await "HTTP" nagios
systemctl stop tcpwrapper-handler
echo "stopped: $(systemctl show -p Result --value tcpwrapper-handler)"
systemctl disable tcpwrapper-handler 2>/dev/null

echo "== drain, without a resident process"
mkdir -p /run/systemd/system/tcpwrapper-handler-drain.service.d
printf '[Service]\nRestartSec=1\n' >/run/systemd/system/tcpwrapper-handler-drain.service.d/test.conf
systemctl daemon-reload
systemctl enable tcpwrapper-handler-drain.path 2>/dev/null
systemctl start tcpwrapper-handler-drain.path
refused /usr/sbin/handle_tcp_wrapper 192.0.2.9 in.telnetd
await "in.telnetd" nagios
systemctl stop nsca-server
refused /usr/sbin/handle_tcp_wrapper 192.0.2.10 vsftpd
until [ "$(systemctl show -p NRestarts --value tcpwrapper-handler-drain)" -ge 2 ]; do sleep 0.1; done
systemctl start nsca-server
await "vsftpd" nagios
until [ "$(systemctl is-active tcpwrapper-handler-drain)" = inactive ]; do sleep 0.1; done
refused /usr/sbin/handle_tcp_wrapper 192.0.2.11 rlogind
await "rlogind" nagios

echo "== upgrade"
echo "# edited" >>/etc/nsca-toolkit/tcpwrapper-handler.yml
newer nsca-toolkit-tcpwrapper /etc/nsca-toolkit/tcpwrapper-handler.yml
dpkg --force-confdef -i newer.deb >/dev/null
echo "kept: $(tail -n 1 /etc/nsca-toolkit/tcpwrapper-handler.yml), $(stat -c '%A %U:%G' /etc/nsca-toolkit/tcpwrapper-handler.yml)"
refused /usr/sbin/handle_tcp_wrapper 192.0.2.12 imapd
await "imapd" nagios

echo "== purge"
dpkg --unpack nsca-toolkit-configgen_*.deb >/dev/null
dpkg -r nsca-toolkit-tcpwrapper >/dev/null
echo "active: $(systemctl is-active tcpwrapper-handler-drain.path || true)"
echo "the server is still there: $(systemctl is-active nsca-server)"
dpkg -P nsca-toolkit-server >/dev/null
echo "others may use the password: $(ls /etc/nsca-toolkit/password)"
dpkg -P nsca-toolkit-configgen >/dev/null
echo "to whom the configuration belongs: $(stat -c %G /etc/nsca-toolkit/*.yml)"
dpkg -P nsca-toolkit-tcpwrapper >/dev/null
rm -rf /var/lib/nagios4
left_over
