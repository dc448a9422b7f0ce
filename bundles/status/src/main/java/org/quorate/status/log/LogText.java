package org.quorate.status.log;

/**
 * Messages between what a person wrote and what is stored. Stored is ASCII that pmxcfs prints as it is between two quotes:
 * quotes are escaped, control characters are {@code #} and three digits, the rest is {@code \\uXXXX}. A backslash alone is
 * stored as it is, since pmxcfs stores it so; therefore what is shown is taken out of that form, and whoever prints it
 * escapes it anew.
 */
final class LogText {
    private static final int DELETE = 127;
    private static final int HEX_DIGITS = 4;

    private LogText() {}

    /** What of a message fits into so many bytes, in the form that is stored. */
    static String stored(String message, int maxBytes) {
        var text = new StringBuilder(Math.min(message.length(), maxBytes));
        for (int i = 0; i < message.length(); ) {
            int point = message.codePointAt(i);
            var next = stored(point);
            if (text.length() + next.length() > maxBytes) {
                break;
            }
            text.append(next);
            i += Character.charCount(point);
        }
        return text.toString();
    }

    private static String stored(int point) {
        if (point == '"') {
            return "\\\"";
        }
        if (point < ' ' || point == DELETE) {
            return "#%03d".formatted(point);
        }
        if (point < DELETE) {
            return Character.toString(point);
        }
        var units = new StringBuilder();
        for (char unit : Character.toChars(point)) {
            units.append("\\u%04x".formatted((int) unit));
        }
        return units.toString();
    }

    /** What was written, as far as it can be told. */
    static String shown(String stored) {
        var text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == '\\' && stored.startsWith("\"", i + 1)) {
                text.append('"');
                i++;
            } else if (c == '\\' && isUnit(stored, i + 1)) {
                text.append((char) Integer.parseInt(stored, i + 2, i + 2 + HEX_DIGITS, 16));
                i += 1 + HEX_DIGITS;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isUnit(String text, int at) {
        return text.length() >= at + 1 + HEX_DIGITS
                && text.charAt(at) == 'u'
                && text.substring(at + 1, at + 1 + HEX_DIGITS)
                        .chars()
                        .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
