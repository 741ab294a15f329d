# Debian's C client (made of its real program in c-client) and ours, in each order.
mkdir -p c-client/DEBIAN
cat >c-client/DEBIAN/control <<END
Package: nsca-client
Version: 2.10.2-1
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: the C client
END
dpkg-deb -b c-client nsca-client.deb >/dev/null

which_send_nsca() {
    echo "$1: $(readlink -f /usr/sbin/send_nsca)"
}
find / -xdev -not -path '/proc/*' -not -path '/var/lib/dpkg/*' -not -path '/var/log/*' -not -path '/run/*' |
    sort >before

dpkg -i nsca-client.deb >/dev/null
dpkg -i nsca-toolkit-client_*.deb
which_send_nsca "beside the C program"
update-alternatives --set send_nsca /usr/share/nsca-toolkit/bin/send_nsca
which_send_nsca "switched"
send_nsca --version || true
stat -c '%A %U %G %n' /etc/nsca-toolkit/send_nsca.cfg
update-alternatives --auto send_nsca
which_send_nsca "switched back"
dpkg -r nsca-client >/dev/null
which_send_nsca "without the C program"
dpkg -i nsca-client.deb >/dev/null
which_send_nsca "with the C program again"
echo "encryption_method=16" >>/etc/nsca-toolkit/send_nsca.cfg

dpkg-deb -R nsca-toolkit-client_*.deb newer
sed -i 's/^Version:.*/Version: 9.9/' newer/DEBIAN/control
echo "# new default" >>newer/etc/nsca-toolkit/send_nsca.cfg
dpkg-deb -b newer newer.deb >/dev/null
dpkg --force-confdef -i newer.deb >/dev/null
echo "kept: $(tail -n 1 /etc/nsca-toolkit/send_nsca.cfg)"
which_send_nsca "upgraded"

dpkg -P nsca-toolkit-client >/dev/null
which_send_nsca "purged"
dpkg -P nsca-client >/dev/null
find / -xdev -not -path '/proc/*' -not -path '/var/lib/dpkg/*' -not -path '/var/log/*' -not -path '/run/*' |
    sort >after
echo "left over:"
comm -13 before after
echo "user: $(getent passwd nsca || echo none)"
