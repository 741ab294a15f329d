package io.nscatools.configgen;

import java.util.Locale;

/** What names a service. */
record ServiceKey(String host, String description) {
    ServiceKey lowerCase() {
        return new ServiceKey(host.toLowerCase(Locale.ROOT), description.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "'" + description + "' of " + host;
    }
}
