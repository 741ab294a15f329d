package io.nscatools.tcpwrapper.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A list of daemon or client patterns, with {@code EXCEPT} between some of them.
 *
 * @param tokens the patterns and {@code EXCEPT}s in the order of the file
 */
record PatternList(List<Token> tokens) {
    private static final String SEPARATORS = ", \t\r\n";

    /** One word of the list and where it stands. */
    record Token(String text, int line, int column) {
        boolean isExcept() {
            return Ascii.equal(text, "EXCEPT");
        }

        /** Returns the word up to an offset. */
        Token upTo(int offset) {
            return new Token(text.substring(0, offset), line, column);
        }

        /** Returns the rest of the word from an offset on. */
        Token from(int offset) {
            return new Token(text.substring(offset), line, column + offset);
        }
    }

    PatternList {
        tokens = List.copyOf(tokens);
    }

    /** Takes the list from a part of a line. */
    static PatternList parse(LogicalLine line, int start, int end) {
        List<Token> tokens = new ArrayList<>();
        int tokenStart = -1;
        for (int i = start; i <= end; i++) {
            boolean separator = i == end || SEPARATORS.indexOf(line.text().charAt(i)) >= 0;
            if (separator && tokenStart >= 0) {
                LogicalLine.Part at = line.position(tokenStart);
                tokens.add(new Token(line.text().substring(tokenStart, i), at.line(), at.column()));
                tokenStart = -1;
            } else if (!separator && tokenStart < 0) {
                tokenStart = i;
            }
        }
        return new PatternList(tokens);
    }

    /**
     * Returns whether the list matches: {@code a EXCEPT b EXCEPT c} is {@code a EXCEPT (b EXCEPT c)}, and a part
     * without patterns matches nothing. As in libwrap patterns are tried in their order and only as far as is needed.
     */
    boolean matches(Predicate<Token> matcher) {
        // The parts before the first that does not match: a alone, or a and b and c, but not a and b.
        boolean result = false;
        boolean partMatches = false;
        for (Token token : tokens) {
            if (!token.isExcept()) {
                partMatches = partMatches || matcher.test(token);
            } else if (partMatches) {
                result = !result;
                partMatches = false;
            } else {
                return result;
            }
        }
        return partMatches != result;
    }

    /** Returns the patterns without the {@code EXCEPT}s. */
    List<Token> patterns() {
        return tokens.stream().filter(token -> !token.isExcept()).toList();
    }

    /** Returns whether the list begins with {@code ALL} and has no exception. */
    boolean isAll() {
        return !tokens.isEmpty()
                && Ascii.equal(tokens.get(0).text, "ALL")
                && tokens.stream().noneMatch(Token::isExcept);
    }

    @Override
    public String toString() {
        return String.join(" ", tokens.stream().map(Token::text).toList());
    }
}
