/** The NSCA v3 protocol: packets, encryption methods, configuration file grammar, external commands. */
module io.nscatools.protocol {
    exports io.nscatools.protocol;
}
