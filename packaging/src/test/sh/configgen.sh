# The generator, which has neither user nor configuration.
. ./lib.sh
everything >before
dpkg -i nsca-toolkit-configgen_*.deb >/dev/null
ls /var/cache/nsca-toolkit | sed 's/-[0-9.]*\./-VERSION./'
printf 'monitor: {host: monitor, password_file: password}\nhosts: [firestorm]\n' >inventory.yml
nagios-config-gen services inventory.yml | grep host_name
newer nsca-toolkit-configgen /usr/share/doc/nsca-toolkit-configgen/copyright
dpkg -i newer.deb >/dev/null
nagios-config-gen services inventory.yml | grep -c host_name
dpkg -P nsca-toolkit-configgen >/dev/null
left_over
