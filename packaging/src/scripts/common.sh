# What all packages do alike. Each has besides, in its settings,
#   program, module   its command, and the jar of it
#   units, restarted  its systemd units, and those of them that an upgrade starts anew
#   group_reads       the configuration that belongs to the group nsca; without any the package needs no such user
#   data              what it keeps, for a purge
# and in a script
#   prepare WHEN      what its programs need
#   retract           takes back what prepare has made known to the system
#   tell              says what is left to do

# drop_archive: an archive of the jar that is about to be replaced, or to go, would be stale.
drop_archive() {
    rm -f "/var/cache/nsca-toolkit/$module"-*
}

# make_archive: without it the program only starts more slowly.
make_archive() {
    drop_archive
    "/usr/share/nsca-toolkit/bin/$program" --make-archive >/dev/null 2>&1 || true
}

# set_up WHEN: once the files are there; WHEN is "first" or "upgrade".
set_up() {
    prepare "$1"
    make_archive
    if [ -n "$units" ] && [ -d /run/systemd/system ]; then
        systemctl daemon-reload || true
        if [ "$1" = upgrade ]; then
            # shellcheck disable=SC2086 # several words
            systemctl try-restart $restarted || true
        fi
    fi
    if [ "$1" = first ]; then
        tell
    fi
}

# shut_down: before the files go.
shut_down() {
    if [ -n "$units" ] && command -v systemctl >/dev/null; then
        # shellcheck disable=SC2086 # several words
        systemctl --no-reload disable --now $units >/dev/null 2>&1 || true
    fi
    retract
}
