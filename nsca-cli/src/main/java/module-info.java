/** What all commands do alike. */
module io.nscatools.cli {
    requires transitive info.picocli;

    exports io.nscatools.cli;
}
