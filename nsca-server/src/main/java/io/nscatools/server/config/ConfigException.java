package io.nscatools.server.config;

/** A configuration that cannot be used; the message has a line for each problem. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String problems) {
        super(problems);
    }
}
