package io.nscatools.configgen;

/** The comment with which every generated file begins. */
final class Header {
    private static final String BEGINNING = "# Made by nagios-config-gen ";

    private Header() {}

    /** Returns whether a file that begins with {@code line} was generated. */
    static boolean isFirstLine(String line) {
        return line.startsWith(BEGINNING);
    }

    /**
     * Returns the comment: what made the file, from what. It has no time, so that the same input gives the same file.
     */
    static String of(String command, Inventory inventory) {
        String name = inventory.file().getFileName().toString().replaceAll("[^ -~]", "_");
        return BEGINNING + command + " from " + name + ": change that, and make this again.\n";
    }
}
