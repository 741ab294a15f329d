package io.nscatools.configgen;

/**
 * A file to write.
 *
 * @param name its name, relative to the output folder
 * @param text its contents, one byte a character
 * @param secret whether it holds the password, so that only its owner may read it
 */
record GeneratedFile(String name, String text, boolean secret) {
    static GeneratedFile open(String name, String text) {
        return new GeneratedFile(name, text, false);
    }

    static GeneratedFile secret(String name, String text) {
        return new GeneratedFile(name, text, true);
    }
}
