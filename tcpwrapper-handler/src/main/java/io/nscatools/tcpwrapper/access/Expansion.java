package io.nscatools.tcpwrapper.access;

import java.util.Optional;

/** Replaces {@code %} and a letter in commands and banners, as percent_x in libwrap does. */
final class Expansion {
    /** Where libwrap gives up, as its buffer would overflow. */
    private static final int MAX_LENGTH = 8190;

    private static final String SAFE = "!@%-_=+:,./";

    private Expansion() {}

    /**
     * Returns {@code text} with what is expanded cleaned of what a shell could understand (T10); nothing if it becomes
     * longer than 8190 bytes, at which libwrap ends the process. A letter without a meaning expands to nothing, a lone
     * {@code %} at the end stays.
     */
    static Optional<String> expand(String text, RequestState state) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 1 < text.length()) {
                i++;
                result.append(clean(value(text.charAt(i), state)));
            } else {
                result.append(c);
            }
            if (result.length() > MAX_LENGTH) {
                return Optional.empty();
            }
        }
        return Optional.of(result.toString());
    }

    private static String value(char letter, RequestState state) {
        return switch (letter) {
            case 'a' -> state.client().address();
            case 'A' -> state.server().address();
            case 'c' -> state.clientInfo();
            case 'd' -> state.request().daemon();
            case 'h' -> state.client().nameOrAddress();
            case 'H' -> state.server().nameOrAddress();
            case 'n' -> state.client().name();
            case 'N' -> state.server().name();
            case 'p' -> Long.toString(state.request().processId());
            case 'r' -> state.client().port();
            case 'R' -> state.server().port();
            case 's' -> state.serverInfo();
            case 'u' -> state.request().user();
            case '%' -> "%";
            default -> "";
        };
    }

    /**
     * Returns {@code text} with an underscore in place of each character but letters, digits and {@code !@%-_=+:,./}.
     */
    static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean safe = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || Addresses.isDigit(c) || SAFE.indexOf(c) >= 0;
            cleaned.append(safe ? c : '_');
        }
        return cleaned.toString();
    }
}
