# The RPMs, by Debian's rpm: installed, used, upgraded, erased.
. ./lib.sh
mkdir -p /usr/share/licenses /usr/share/zsh/site-functions # as RHEL has them
everything >before

# With a database of its own, and without dependencies, as Debian's packages are not in it.
rpm() {
    command rpm --dbpath "$PWD/rpmdb" "$@" 2>&1 | sed '/^rpm: /d'
}
mkdir rpmdb

# older PACKAGE FILE: makes older.rpm of a package, with an earlier version and another FILE in it.
older() {
    digest=$(command rpm -qp --dump "$1"-*.rpm | sed -n "s,^$2 [0-9]* [0-9]* \([0-9a-f]*\) .*,\1,p")
    LC_ALL=C sed "s/0\.snapshot/0.earlier_/g; s/$digest/$(echo "$digest" | rev)/" "$1"-*.rpm >older.rpm
}
unchecked="--nodigest --nofiledigest --nosignature"

older nsca-toolkit-server /etc/nsca-toolkit/nsca.yml
rpm -i --nodeps $unchecked older.rpm
rpm -i --nodeps nsca-toolkit-tcpwrapper-*.rpm nsca-toolkit-configgen-*.rpm
echo "enabled: $(systemctl is-enabled nsca-server.service nsca-server.socket tcpwrapper-handler.service \
    tcpwrapper-handler-drain.path | tr '\n' ' ')"
echo "active: $(systemctl is-active nsca-server.service nsca-server.socket tcpwrapper-handler.service \
    tcpwrapper-handler-drain.path | tr '\n' ' ')"
stat -c '%A %U:%G %n' /etc/nsca-toolkit/* /var/spool/tcpwrapper-handler
ls /var/cache/nsca-toolkit | sed 's/-[0-9.]*\./-VERSION./'

echo "== the C client stays"
echo "the C program" >/usr/sbin/send_nsca
rpm -i --nodeps nsca-toolkit-client-*.rpm
cat /usr/sbin/send_nsca
rm /usr/sbin/send_nsca
update-alternatives --install /usr/sbin/send_nsca send_nsca /usr/share/nsca-toolkit/bin/send_nsca 50
echo "without it: $(readlink -f /usr/sbin/send_nsca)"
echo "changed: $(rpm -V --nodeps nsca-toolkit-client nsca-toolkit-tcpwrapper nsca-toolkit-configgen)"

echo "== works"
command_file /var/spool/nagios/cmd
usermod -aG "$(stat -c %G /var/spool/nagios/cmd/nagios.cmd)" nsca
systemctl enable nsca-server 2>/dev/null
systemctl start nsca-server
umask 077
sed "s/^#password=.*/password=$(cat /etc/nsca-toolkit/password)/" /etc/nsca-toolkit/send_nsca.cfg >send_nsca.cfg
umask 022
send() {
    printf 'web\tHTTP\t2\t%s\n' "$1" | send_nsca localhost -c send_nsca.cfg
    await "$1" nagios
}
send "by the installed client"
sed -i 's/host: monitor/host: localhost/; s/^#host: .*/host: firestorm/' /etc/nsca-toolkit/tcpwrapper-handler.yml
systemctl start tcpwrapper-handler
refused /usr/sbin/handle_tcp_wrapper 192.0.2.7 in.fingerd
await "in.fingerd" nagios
nagios-config-gen --version | sed 1q

echo "== upgrade"
echo "# edited" >>/etc/nsca-toolkit/nsca.yml
cp /etc/nsca-toolkit/password password.before
pid=$(systemctl show -p MainPID --value nsca-server)
rpm -U --nodeps $unchecked nsca-toolkit-server-*.rpm
echo "kept: $(tail -n 1 /etc/nsca-toolkit/nsca.yml), $(stat -c '%A %U:%G' /etc/nsca-toolkit/nsca.yml)"
cmp password.before /etc/nsca-toolkit/password && echo "the same password"
[ "$pid" != "$(systemctl show -p MainPID --value nsca-server)" ] && echo "started anew"
echo "still $(systemctl is-enabled nsca-server), $(ls /var/cache/nsca-toolkit | grep -c nsca-server) archive"
send "after the upgrade"
rpm -V --nodeps nsca-toolkit-server

echo "== erase"
rpm -e nsca-toolkit-client nsca-toolkit-server nsca-toolkit-tcpwrapper nsca-toolkit-configgen
echo "active: $(systemctl is-active nsca-server tcpwrapper-handler | tr '\n' ' ')"
rm -rf /var/spool/nagios
left_over
