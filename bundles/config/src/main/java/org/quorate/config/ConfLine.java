package org.quorate.config;

/**
 * One line of a {@code corosync.conf}, by the rules that corosync's own reader follows: blanks around everything are
 * dropped, a carriage return at the end counts as one, {@code #} begins a comment only as the first character, and a
 * brace makes a line a section before a colon makes it a key.
 */
sealed interface ConfLine {
    /** Nothing, or a comment. */
    record Blank() implements ConfLine {}

    /** {@code name {}. */
    record Opening(String name) implements ConfLine {}

    /** {@code }}. */
    record Closing() implements ConfLine {}

    /** {@code key: value}. */
    record Setting(String key, String value) implements ConfLine {}

    /**
     * None of these.
     *
     * @param bracesUnclear what is nested in what cannot be said from here on
     */
    record Malformed(String message, String nextStep, boolean bracesUnclear) implements ConfLine {}

    /** What the line is; its terminator may still be there. */
    static ConfLine of(String raw) {
        String line = trim(raw);
        if (line.isEmpty() || line.startsWith("#")) {
            return new Blank();
        }
        if (line.indexOf('\0') >= 0) {
            return new Malformed("must be text, and has a zero byte", "check what kind of file this is", false);
        }
        int brace = line.indexOf('{');
        if (brace >= 0) {
            return opening(line, brace);
        }
        int colon = line.indexOf(':');
        if (colon >= 0) {
            return setting(line, colon);
        }
        if (line.indexOf('}') >= 0) {
            return line.length() == 1
                    ? new Closing()
                    : new Malformed(
                            "must have nothing beside its closing brace", "give the brace a line of its own", true);
        }
        return new Malformed(
                "must be \"name {\", \"}\", \"key: value\" or a comment",
                "mend the line, or make it a comment with a # in front",
                false);
    }

    private static ConfLine opening(String line, int brace) {
        int end = brace; // "interface: {" is read as "interface {"
        while (end > 0 && (isBlank(line.charAt(end - 1)) || line.charAt(end - 1) == ':')) {
            end--;
        }
        String name = line.substring(0, end);
        if (brace + 1 < line.length()) {
            return new Malformed("must have nothing after its opening brace", "begin a new line after the brace", true);
        }
        if (!isName(name)) {
            return new Malformed("must have a name made of letters, digits, . _ - / or : before the brace", "", true);
        }
        return new Opening(name);
    }

    private static ConfLine setting(String line, int colon) {
        String key = trim(line.substring(0, colon));
        if (!isName(key)) {
            return new Malformed("must have a key made of letters, digits, . _ - or / before the colon", "", false);
        }
        return new Setting(key, trim(line.substring(colon + 1)));
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || "._-/:".indexOf(c) >= 0);
    }

    /** Blanks as the reader of corosync has them at the end; a form feed is not one. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
