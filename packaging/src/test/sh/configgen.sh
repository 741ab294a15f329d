# The generator, which has neither user nor configuration.
. ./lib.sh
everything >before
dpkg -i nsca-toolkit-configgen_*.deb >/dev/null
printf 'monitor: {host: monitor, password_file: password}\nhosts: [firestorm]\n' >inventory.yml
nagios-config-gen services inventory.yml | grep host_name
rm /var/cache/nsca-toolkit/*
dpkg-trigger --by-package=openjdk /usr/lib/jvm
dpkg --triggers-only -a >/dev/null
echo "after another Java: $(ls /var/cache/nsca-toolkit | sed 's/-[0-9.]*\./-VERSION./')"
newer nsca-toolkit-configgen /usr/share/doc/nsca-toolkit-configgen/copyright
dpkg -i newer.deb >/dev/null
nagios-config-gen services inventory.yml | grep -c host_name
useradd --system --home-dir /nonexistent nsca
dpkg -P nsca-toolkit-configgen >/dev/null
echo "not ours: $(getent passwd nsca | cut -d : -f 1)"
userdel nsca
left_over
