program=nagios-config-gen
module=nagios-config-gen
units=
restarted=
group_reads=
data=

prepare() {
    :
}

retract() {
    :
}

tell() {
    :
}
