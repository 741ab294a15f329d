package io.nscatools.configgen;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directives of the volatile passive service, in the order and with the values of the "TCP Wrapper Integration"
 * recipe.
 */
enum ServiceDirective {
    HOST_NAME("", Names.NAME, "a name"),
    SERVICE_DESCRIPTION("TCP Wrappers", Names.NAME, "a name"),
    IS_VOLATILE("1", "[01]", "0 or 1"),
    ACTIVE_CHECKS_ENABLED("0", "[01]", "0 or 1"),
    PASSIVE_CHECKS_ENABLED("1", "[01]", "0 or 1"),
    MAX_CHECK_ATTEMPTS("1", "[1-9][0-9]{0,3}", "a number from 1 to 9999"),
    CONTACT_GROUPS("security-admins", Names.NAME + "(," + Names.NAME + ")*", "names separated by commas"),
    NOTIFICATION_INTERVAL("120", "[0-9]{1,6}", "a number of minutes"),
    NOTIFICATION_PERIOD("24x7", Names.NAME, "a name"),
    NOTIFICATION_OPTIONS("w,u,c,r", "[wucrfsn](,[wucrfsn])*", "letters of w,u,c,r,f,s,n separated by commas"),
    CHECK_COMMAND("check_none", Names.NAME, "a name");

    /** The longest host name and service description that NSCA carries, in bytes. */
    private static final int MAX_HOST_NAME = 63;

    private static final int MAX_SERVICE_DESCRIPTION = 127;

    /** More than anybody needs, and little enough for a line of Nagios' configuration. */
    private static final int MAX_VALUE = 1000;

    private final String recipe;
    private final Pattern pattern;
    private final String expected;

    ServiceDirective(String recipe, String pattern, String expected) {
        this.recipe = recipe;
        this.pattern = Pattern.compile(pattern);
        this.expected = expected;
    }

    private static final class Names {
        private static final String FORBIDDEN = ";#`~!$%^&*|'\"<>?,()=";

        /** Printable ASCII without semicolon, hash, Nagios' default illegal_object_name_chars or outer blanks. */
        private static final String NAME =
                "[!-~&&[^FORBIDDEN]](?:[ -~&&[^FORBIDDEN]]*[!-~&&[^FORBIDDEN]])?".replace("FORBIDDEN", FORBIDDEN);
    }

    /** Returns all directives that an inventory may set; the host name is told by the host itself. */
    static List<ServiceDirective> settable() {
        return Arrays.stream(values())
                .filter(directive -> directive != HOST_NAME)
                .toList();
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
        if (value.length() > MAX_VALUE) {
            return Optional.of(directive() + " has " + value.length() + " characters; no more than " + MAX_VALUE);
        }
        if (!pattern.matcher(value).matches()) {
            String hint = pattern.pattern().startsWith(Names.NAME)
                    ? " of printable ASCII without any of " + Names.FORBIDDEN + " and without blanks at its ends"
                    : "";
            return Optional.of(directive() + " '" + printable(value) + "' is not " + expected + hint);
        }
        int limit = this == HOST_NAME ? MAX_HOST_NAME : MAX_SERVICE_DESCRIPTION;
        if ((this == HOST_NAME || this == SERVICE_DESCRIPTION) && value.length() > limit) {
            return Optional.of(
                    directive() + " '" + value + "' has " + value.length() + " bytes; NSCA carries " + limit);
        }
        return Optional.empty();
    }

    private static String printable(String value) {
        String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return shown.codePoints()
                .collect(
                        StringBuilder::new,
                        (text, c) -> text.append(
                                Character.isISOControl(c) ? String.format("\\x%02x", c) : Character.toString(c)),
                        StringBuilder::append)
                .toString();
    }
}
