prepare() {
    :
}

retract() {
    :
}

tell() {
    :
}
