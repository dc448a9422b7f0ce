package org.quorate.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param file name of the file, as it was given
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param key sections and key, as in {@code totem.token}; empty where a line is neither
 * @param found what stands there; empty where something is missing
 * @param message what is allowed, or what is wrong with it
 * @param nextStep what to do about it; empty where the message says it all
 */
public record Problem(String file, int line, String key, String found, String message, String nextStep) {
    /** Longest piece of a file that is quoted; more of it helps nobody to find the place. */
    private static final int MAX_QUOTED = 120;

    /** For people, in one line: {@code corosync.conf:12: totem.token: found "abc", must be ...}. */
    @Override
    public String toString() {
        var text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        if (!found.isEmpty()) {
            text.append("found \"").append(quotable(found)).append("\", ");
        }
        text.append(message);
        if (!nextStep.isEmpty()) {
            text.append("; ").append(nextStep);
        }
        return text.toString();
    }

    private static String quotable(String found) {
        String shown = found.length() <= MAX_QUOTED ? found : found.substring(0, MAX_QUOTED) + "...";
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
