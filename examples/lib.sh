# What the examples do alike; each run script reads this in. Everything that an example starts ends with it, and everything
# that it writes is below $work, which is removed.
#
# Where the machine allows it (root, Linux), each host of an example has namespaces of its own: network, processes, mounts
# and name, and a file system that is a throw-away copy of this machine's. Elsewhere a host is a folder and an address of
# the loopback interface; so too with NAMESPACES=no in the environment.

set -euo pipefail
umask 022

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
example=$(cd -- "$(dirname -- "$0")" && pwd)
peers=$("$root/test-support/src/main/sh/fetch-peers" --cached) || peers=
declare -A dir address pids
agent_user=nsca

say() { printf '==> %s\n' "$*"; }

fail() {
    printf '==> FAILED: %s\n' "$*" >&2
    for log in "$work"/*.log "${dir[monitor]-}"/var/log/nagios4/nagios.log; do
        if [ -s "$log" ]; then
            printf -- '--- %s\n' "${log##*/}" >&2
            tail -n 20 "$log" >&2
        fi
    done
    exit 1
}

# in_namespaces ARGUMENT...: goes on in namespaces of this example's own, if the machine allows it; they end with it.
in_namespaces() {
    namespaces=no
    local program
    for program in xinetd tcpd; do
        [ -n "$(program "$program")" ] || NAMESPACES=no
    done
    if [ -n "${NSCA_EXAMPLE_WORK-}" ]; then
        work=$NSCA_EXAMPLE_WORK namespaces=yes
        return
    fi
    work=$(mktemp -d)
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    local unshare=(unshare --mount --net --pid --uts --fork --kill-child --propagation private --mount-proc)
    if [ "${NAMESPACES-}" != no ] && [ "$(id -u)" = 0 ] && "${unshare[@]}" sh -c "
        mount -t tmpfs tmpfs $work && cd $work && mkdir upper work root &&
        mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root && ip link add v type veth" 2>/dev/null; then
        # If this shell is killed, so is what it waits for.
        NSCA_EXAMPLE_WORK=$work setpriv --pdeathsig KILL "${unshare[@]}" "$0" "$@" &
        pids[namespaces]=$!
        wait $! && exit 0 || exit $?
    fi
}

# require_namespaces: ends the example where hosts cannot have namespaces.
require_namespaces() {
    if [ "$namespaces" = no ]; then
        echo "This example needs root on Linux, xinetd and tcpd: its paths, names and ports are those of real hosts." >&2
        exit 3
    fi
}

clean_up() {
    local pid
    for pid in "${pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    wait
    rm -rf "$work"
}

# build MODULE...: builds executable jars that are not there or older than their sources.
build() {
    local module
    for module; do
        if [ ! -e "$root/$module/target/$module.jar" ] ||
            [ -n "$(find "$root"/{nsca-protocol,"$module"}/src/main -newer "$root/$module/target/$module.jar" -type f)" ]; then
            say "Building (the first time Maven downloads what it needs)"
            (cd "$root" && mvn -B -ntp -q -DskipTests -pl "$(IFS=, && echo "$*")" -am package)
            break
        fi
    done
}

# make_host NAME ADDRESS: makes a host. Its files are below ${dir[NAME]}; with namespaces it needs a network yet.
make_host() {
    local name=$1
    address[$name]=$2
    if [ "$namespaces" = no ]; then
        dir[$name]=$work/$name
        mkdir -p "$work/$name/run"
        return
    fi
    mkdir "$work/$name"
    unshare --mount --net --uts --pid --fork --kill-child --propagation private \
        bash -euc "$(declare -f host_init); host_init '$name' '$work/$name' '$root' '$peers'" >>"$work/$name.log" 2>&1 &
    pids[$name]=$!
    await "file system of $name" test -e "$work/$name.up"
    pids[$name.init]=$(cat "/proc/${pids[$name]}/task/${pids[$name]}/children")
    pids[$name.init]=${pids[$name.init]% }
    dir[$name]=/proc/${pids[$name.init]}/root
}

# host_init NAME FOLDER ROOT PEERS: the first process of a host.
host_init() {
    local name=$1 base=$2 device
    mount -t tmpfs tmpfs "$base"
    mkdir "$base"/{upper,work,root}
    mount -t overlay overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/root"
    local r=$base/root
    mount -t proc proc "$r/proc"
    mount -t tmpfs tmpfs "$r/run"
    mount -t tmpfs -o mode=1777 tmpfs "$r/tmp"
    mount -t tmpfs -o mode=755 tmpfs "$r/dev"
    mkdir -m 1777 "$r/dev/shm"
    ln -s /proc/self/fd "$r/dev/fd"
    for device in null zero full random urandom tty; do
        : >"$r/dev/$device"
        mount --bind "/dev/$device" "$r/dev/$device"
    done
    mkdir -p "$r/opt/nsca-toolkit" "$r/opt/peers"
    mount --bind "$3" "$r/opt/nsca-toolkit" # readable for everybody, wherever it is
    if [ -n "$4" ]; then
        mount --bind "$4" "$r/opt/peers"
    fi
    rm -f "$r/etc/hosts.allow" "$r/etc/hosts.deny"
    hostname "$name"
    ip link set lo up
    : >"$base.up"
    exec chroot "$r" bash -c 'sleep infinity & wait'
}

# connect HOST ADDRESS HOST ADDRESS: lays a cable between two hosts; "here" is the intruder's.
connect() {
    local end from=to-$3 to=to-$1
    ip link add "$from" type veth peer name "$to"
    for end in "$1 $from $2" "$3 $to $4"; do
        # shellcheck disable=SC2086 # three words
        set -- $end
        if [ "$1" = here ]; then
            ip addr add "$3/24" dev "$2"
            ip link set "$2" up
        else
            ip link set "$2" netns "${pids[$1.init]}"
            on "$1" ip addr add "$3/24" dev "$2"
            on "$1" ip link set "$2" up
        fi
    done
}

# on HOST COMMAND...: runs a command there; in the place of this shell if $exec says so.
on() {
    local host=$1
    shift
    if [ "$namespaces" = yes ]; then
        ${exec-} nsenter --target "${pids[$host.init]}" --mount --net --uts --pid --root --wd env \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin LD_LIBRARY_PATH="$(libraries /opt/peers)" "$@"
    else
        ${exec-} env LD_LIBRARY_PATH="$(libraries "$peers")" "$@"
    fi
}

libraries() { echo "$1/usr/lib/$(uname -m)-linux-gnu:$1/lib/$(uname -m)-linux-gnu"; }

# program NAME: where a program is for the hosts, installed or fetched; nothing if it is not to be had.
program() {
    if ! PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1" && [ -n "$peers" ] && [ -e "$peers/usr/sbin/$1" ]; then
        echo "$([ "${namespaces-}" = yes ] && echo /opt/peers || echo "$peers")/usr/sbin/$1"
    fi
}

# ours NAME: the path of one of our programs for the hosts.
ours() { echo "$([ "$namespaces" = yes ] && echo /opt/nsca-toolkit || echo "$root")/bin/$1"; }

# user HOST NAME: makes a system user there; without namespaces everything runs as whoever runs the example.
user() {
    [ "$namespaces" = no ] || on "$1" getent passwd "$2" >/dev/null || on "$1" useradd --system --user-group "$2"
}

# put HOST PATH [OWNER] [MODE]: puts standard input there. Without namespaces the paths in it mean those below the host's folder.
put() {
    local file=${dir[$1]}$2
    mkdir -p "${file%/*}"
    if [ "$namespaces" = yes ]; then
        cat >"$file"
        on "$1" chown "${3:-root}:" "$2"
    else
        sed -E "s#(^|[^A-Za-z0-9_/.-])(/etc/|/var/|/run/|/usr/local/)#\1${dir[$1]}\2#g" >"$file"
    fi
    chmod "${4:-644}" "$file"
}

# folder HOST PATH OWNER MODE: makes a folder there.
folder() {
    mkdir -p "${dir[$1]}$2"
    chmod "$4" "${dir[$1]}$2"
    [ "$namespaces" = no ] || on "$1" chown "$3:" "$2"
}

# start HOST NAME USER COMMAND...: runs a command there in the background. What it prints goes to $work/NAME.log.
start() {
    local host=$1 name=$2 user=$3
    shift 3
    local run=$([ "$namespaces" = yes ] && echo /run || echo "${dir[$host]}/run")
    local as=(env)
    [ "$namespaces" = no ] || as=(setpriv --reuid="$user" --regid="$user" --clear-groups)
    exec=exec on "$host" bash -c 'echo $$ >"$0" && exec "$@"' "$run/$name.pid" "${as[@]}" "$@" >>"$work/$name.log" 2>&1 </dev/null &
    pids[$host.$name]=$!
}

# stop HOST NAME: ends what start started.
stop() {
    on "$1" bash -c 'kill $(cat "$0")' "$([ "$namespaces" = yes ] && echo /run || echo "${dir[$1]}/run")/$2.pid"
    wait "${pids[$1.$2]}" || true
    unset "pids[$1.$2]"
}

# await WHAT COMMAND...: waits until a command succeeds.
await() {
    local what=$1 end=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || fail "no $what within 60 seconds"
        sleep 0.1
    done
}

# listens HOST PORT: whether somebody there listens on a TCP port.
listens() {
    on "$1" grep -qiE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$2") [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6
}

# free_port PORT: the first port from there on that nobody uses; with namespaces all ports are free.
free_port() {
    local port=$1
    while [ "$namespaces" = no ] && grep -qiE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$port") " /proc/net/tcp /proc/net/tcp6; do
        port=$((port + 1))
    done
    echo "$port"
}

config_gen() { "$root/bin/nagios-config-gen" "$@"; }

# path HOST PATH: how a path of a host is called there.
path() { [ "$namespaces" = yes ] && echo "$2" || echo "${dir[$1]}$2"; }

# nagios HOST FILE...: starts Nagios there, with these object files; without one, a reader of the command file.
nagios() {
    local host=$1 file as=nagios group=nagios
    shift
    [ "$namespaces" = yes ] || as=$(id -un) group=$(id -gn)
    user "$host" nagios
    for file in /var/lib/nagios4 /var/lib/nagios4/rw /var/lib/nagios4/checkresults /var/log/nagios4; do
        folder "$host" $file nagios 755
    done
    log=${dir[$host]}/var/log/nagios4/nagios.log
    notifications=${dir[$host]}/var/lib/nagios4/notifications
    local fifo=${dir[$host]}/var/lib/nagios4/rw/nagios.cmd
    if [ -z "$(program nagios4)" ]; then
        say "$host: Nagios is not installed; a reader shows what it would read from its command file"
        mkfifo "$fifo"
        start "$host" reader nagios sh -c "exec cat <>'$fifo'"
        return
    fi
    say "$host: starting Nagios ($(program nagios4))"
    sed "s/@USER@/$as/; s/@GROUP@/$group/" "$root/examples/nagios.cfg" | put "$host" /etc/nagios4/nagios.cfg
    for file in "$root/examples/contacts.cfg" "$@"; do
        put "$host" "/etc/nagios4/conf.d/${file##*/}" <"$file"
    done
    start_nagios "$host"
    await "command file of Nagios" test -p "$fifo"
}

start_nagios() { start "$1" nagios nagios "$(program nagios4)" "$(path "$1" /etc/nagios4/nagios.cfg)"; }

# show_alert TEXT: waits for one alert with TEXT and its notification, and shows them.
show_alert() {
    local text=$1
    if [ -z "$(program nagios4)" ]; then
        await "check result" grep -F "PROCESS_SERVICE_CHECK_RESULT;firestorm;TCP Wrappers;2;$text" "$work/reader.log"
        say "Nagios would read, and raise a CRITICAL alert for firestorm:"
        cat "$work/reader.log"
        return
    fi
    await "alert" grep -F "SERVICE ALERT: firestorm;TCP Wrappers;CRITICAL;HARD;1;$text" "$log"
    await "notification" grep -F "$text" "$notifications"
    say "Nagios raised the alert:"
    grep -E 'EXTERNAL COMMAND: PROCESS_S|PASSIVE SERVICE|SERVICE ALERT|SERVICE NOTIFICATION' "$log"
    say "and sent the notification:"
    cat "$notifications"
}

# handler HOST SITE [ARGUMENT...]: puts the scripts there, the generated files of a host, and the spool, and starts the agent.
handler() {
    local host=$1 site=$2 script
    shift 2
    user "$host" "$agent_user"
    for script in handle_tcp_wrapper submit_check_result spool_record; do
        put "$host" "/usr/local/nagios/libexec/eventhandlers/$script" root 755 <"$root/tcpwrapper-handler/src/main/sh/$script"
    done
    put "$host" /usr/local/nagios/libexec/eventhandlers/tcpwrapper-handler.conf <"$site/tcpwrapper-handler.conf"
    put "$host" /etc/nsca-toolkit/send_nsca.cfg "$agent_user" 600 <"$site/send_nsca.cfg"
    # A digest after 3 s, so that nobody waits a minute for it here.
    { cat "$site/tcpwrapper-handler.yml" && echo 'digest: {window: 3s}'; } | put "$host" /etc/nsca-toolkit/tcpwrapper-handler.yml
    folder "$host" /var/spool/tcpwrapper-handler "$agent_user" 3733
    start "$host" agent "$agent_user" "$(ours tcpwrapper-handler)" agent \
        -c "$(path "$host" /etc/nsca-toolkit/tcpwrapper-handler.yml)" "$@"
}

# wrap HOST: puts standard input into hosts.deny there, and the generated finger service behind tcpd. fingerd itself need not be
# there: every connection is refused. It would run as nobody, and so does the handler.
wrap() {
    put "$1" /etc/hosts.deny
    say "$1: /etc/hosts.deny says: $(tail -n 1 "${dir[$1]}/etc/hosts.deny")"
    if [ "$namespaces" = no ]; then
        say "$1: calling the handler as hosts.deny would: that needs root, namespaces, xinetd and tcpd"
        return
    fi
    # What the C library's syslog writes there; shown when the example fails.
    start "$1" syslog root perl -MSocket -e 'socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un("/dev/log")) or die $!; chmod 0666, "/dev/log";
        $| = 1; while (defined recv(S, $m, 8192, 0)) { $m =~ s/^<\d+>//; print "$m\n" }'
    sed "s|/usr/sbin/tcpd|$(program tcpd)|; s/\(user *= \)root/\1nobody/" "$site/hosts/firestorm/xinetd.d/finger" |
        put "$1" /etc/xinetd.d/finger
    start "$1" xinetd root "$(program xinetd)" -dontfork -f /etc/xinetd.d/finger -filelog /run/xinetd.log -pidfile /run/xinetd
    await "xinetd" listens "$1" 79
}

# refuse HOST COUNT [PAUSE]: connects to the finger service there, which tcpd refuses.
refuse() {
    if [ "$namespaces" = yes ]; then
        timeout 120 bash -euc '
            for ((i = 0; i < $1; i++)); do
                exec 3<>"/dev/tcp/$0/79"
                if read -r -n 1 <&3; then echo "the refused peer reads something" >&2; exit 1; fi
                exec 3>&-
                sleep "$2"
            done' "${address[$1]}" "$2" "${3:-0}" || fail "the connections"
    else
        local command
        command=$(sed -n 's/.*: twist \(.*\) &$/\1/p' "${dir[$1]}/etc/hosts.deny" | sed "s/%h/$intruder/; s/%d/in.fingerd/")
        for ((i = 0; i < $2; i++)); do
            sh -c "$command"
            sleep "${3:-0}"
        done
    fi
}

# recipe_hosts: makes firestorm and monitor, and generates the files of both into $site.
recipe_hosts() {
    if [ "$namespaces" = yes ]; then
        intruder=198.51.100.7 port=5667
        make_host firestorm 198.51.100.1
        make_host monitor 192.0.2.2
        connect firestorm 192.0.2.1 monitor 192.0.2.2
        connect here $intruder firestorm 198.51.100.1
        say "Hosts, each with namespaces of its own: intruder $intruder, firestorm 198.51.100.1 and 192.0.2.1, monitor 192.0.2.2"
    else
        intruder=127.0.0.7 port=$(free_port 15667)
        make_host firestorm 127.0.0.2
        make_host monitor 127.0.0.3
    fi
    say "Generating the configuration of both machines from one inventory"
    generate
}

# generate: makes $site of the inventory, for the addresses, the port and the command file of now.
generate() {
    sed "s/192\.0\.2\.2/${address[monitor]}/g; s/192\.0\.2\.1/${address[firestorm]}/; s/5667/$port/; s/nagios4/${flavour-nagios4}/" \
        "$root/examples/inventory.yml" >"$work/inventory.yml"
    config_gen all --generate-password --output-dir "$work/site" "$work/inventory.yml"
    site=$work/site
}

start_server() { start monitor nsca-server nagios "$(ours nsca-server)" -c "$(path monitor /etc/nsca-toolkit/nsca.yml)"; }

# server: puts our server's generated files on monitor and starts it.
server() {
    put monitor /etc/nsca-toolkit/nsca.yml <"$site/monitor/nsca.yml"
    put monitor /etc/nsca-toolkit/password nagios 600 <"$site/monitor/password"
    say "monitor: starting our server on port $port"
    start_server
    await "nsca server" listens monitor "$port"
}
