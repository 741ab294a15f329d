/** Sends passive check results to NSCA daemons. What only the {@code send_nsca} command needs is optional. */
module io.nscatools.client {
    requires transitive io.nscatools.protocol;
    requires static io.nscatools.cli;
    requires static org.apache.commons.cli;
    requires static tools.jackson.core;

    exports io.nscatools.client;
}
