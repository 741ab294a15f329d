ours=/usr/share/nsca-toolkit/bin/send_nsca
# Where Debian's package has put the C program aside (dpkg-divert); RPM has no such thing.
theirs=/usr/sbin/send_nsca.c

# is_occupied: whether there is a C program that has not been put aside.
is_occupied() {
    [ -e /usr/sbin/send_nsca ] && [ ! -L /usr/sbin/send_nsca ]
}

# The C program comes first while it is there, so that nothing changes before somebody says so.
prepare() {
    if is_occupied; then
        return
    fi
    update-alternatives --install /usr/sbin/send_nsca send_nsca "$ours" 50
    if [ -e "$theirs" ]; then
        update-alternatives --install /usr/sbin/send_nsca send_nsca "$theirs" 60
    else
        update-alternatives --remove send_nsca "$theirs" 2>/dev/null || true
    fi
}

retract() {
    update-alternatives --remove send_nsca "$ours" || true
    update-alternatives --remove send_nsca "$theirs" 2>/dev/null || true
}

tell() {
    if [ -e "$theirs" ]; then
        echo "send_nsca is still the C program. To take this one instead:"
        echo "  update-alternatives --set send_nsca $ours"
    elif is_occupied; then
        echo "send_nsca is still the C program. To take this one instead, remove that, then:"
        echo "  update-alternatives --install /usr/sbin/send_nsca send_nsca $ours 50"
    fi
}
