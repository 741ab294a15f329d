package io.nscatools.configgen;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directives of the volatile passive service after its host name, in the order and with the values of the "TCP
 * Wrapper Integration" recipe.
 */
enum ServiceDirective {
    SERVICE_DESCRIPTION("TCP Wrappers", Names.NAME, "a name"),
    IS_VOLATILE("1", "[01]", "0 or 1"),
    ACTIVE_CHECKS_ENABLED("0", "[01]", "0 or 1"),
    PASSIVE_CHECKS_ENABLED("1", "[01]", "0 or 1"),
    MAX_CHECK_ATTEMPTS("1", "[1-9][0-9]{0,3}", "a number from 1 to 9999"),
    CONTACT_GROUPS("security-admins", Names.LIST, "names separated by commas"),
    NOTIFICATION_INTERVAL("120", "[0-9]{1,6}", "a number of minutes"),
    NOTIFICATION_PERIOD("24x7", Names.NAME, "a name"),
    NOTIFICATION_OPTIONS("w,u,c,r", "[wucrfsn](,[wucrfsn])*", "letters of w,u,c,r,f,s,n separated by commas"),
    CHECK_COMMAND("check_none", Names.NAME, "a name");

    private final String recipe;
    private final Pattern pattern;
    private final String expected;

    ServiceDirective(String recipe, String pattern, String expected) {
        this.recipe = recipe;
        this.pattern = Pattern.compile(pattern);
        this.expected = expected;
    }

    /** Returns the directive's name in Nagios' configuration. */
    String directive() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the value in the recipe. */
    String recipe() {
        return recipe;
    }

    /** Returns what is wrong with {@code value}, or nothing. */
    Optional<String> problemWith(String value) {
        int limit = this == SERVICE_DESCRIPTION ? Names.MAX_SERVICE_DESCRIPTION : Names.MAX_VALUE;
        return Names.problemWith(directive(), value, pattern, expected, limit);
    }
}
