# Debian's C client (made of its real program in c-client) and ours, in each order.
. ./lib.sh
everything >before
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

newer nsca-toolkit-client /etc/nsca-toolkit/send_nsca.cfg
dpkg --force-confdef -i newer.deb >/dev/null
echo "kept: $(tail -n 1 /etc/nsca-toolkit/send_nsca.cfg)"
which_send_nsca "upgraded"

dpkg -P nsca-toolkit-client >/dev/null
which_send_nsca "purged"
dpkg -P nsca-client >/dev/null
left_over
