package org.quorate.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.quorate.config.CorosyncConf.Entry;
import org.quorate.config.CorosyncConf.Section;

/**
 * The keys of a section, checked when they are asked for. A section that is opened several times counts as one, and of
 * a key that is given several times the last counts, as for corosync; but each of its values must be right.
 */
final class Keys {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

    private final String path;
    private final List<Section> sections;
    private final Findings findings;

    Keys(String path, List<Section> sections, Findings findings) {
        this.path = path;
        this.sections = sections;
        this.findings = findings;
    }

    /** Where the section begins; 0 if there is none. */
    int line() {
        return sections.isEmpty() ? 0 : sections.getFirst().line();
    }

    /** Where a key is, or else its section. */
    int line(String key) {
        return entry(key).map(Entry::line).orElse(line());
    }

    /** All entries, in the order of the file. */
    List<Entry> entries() {
        return sections.stream().flatMap(s -> s.entries().stream()).toList();
    }

    Optional<Entry> entry(String key) {
        return entries().reversed().stream().filter(e -> e.key().equals(key)).findFirst();
    }

    Optional<String> text(String key) {
        return entry(key).map(Entry::value);
    }

    boolean has(String key) {
        return entry(key).isPresent();
    }

    /** A problem with a key that is there, or is missing. */
    void problem(String key, String message, String nextStep) {
        findings.problem(line(key), name(key), text(key).orElse(""), message, nextStep);
    }

    /** Something odd about a key. */
    void warning(String key, String message, String nextStep) {
        findings.warning(line(key), name(key), text(key).orElse(""), message, nextStep);
    }

    /** One of several words. */
    String choice(String key, String otherwise, String... allowed) {
        check(key, List.of(allowed)::contains, "must be " + list(allowed));
        return text(key).filter(List.of(allowed)::contains).orElse(otherwise);
    }

    /** {@code yes} or {@code on}, against {@code no} or {@code off}. */
    boolean yes(String key, boolean otherwise) {
        String word = choice(key, "", "yes", "no", "on", "off");
        return word.isEmpty() ? otherwise : word.equals("yes") || word.equals("on");
    }

    /** {@code 1}, against {@code 0}. */
    Optional<Boolean> flag(String key) {
        OptionalInt number = number(key, 0, 1, "0 or 1");
        return number.isPresent() ? Optional.of(number.getAsInt() == 1) : Optional.empty();
    }

    /** A whole number. */
    OptionalInt number(String key, int min, int max) {
        return number(key, min, max, "a number from " + min + " to " + max);
    }

    /** A number of milliseconds; 0 means the default, which the caller has. */
    OptionalInt millis(String key, int min) {
        String allowed = "a number of milliseconds from " + min + " to " + Integer.MAX_VALUE;
        return numberOrDefault(key, min, Integer.MAX_VALUE, allowed);
    }

    /** A whole number; 0 means the default, which the caller has. */
    OptionalInt numberOrDefault(String key, int min, int max, String allowed) {
        check(key, value -> isNumber(value, 0, 0) || isNumber(value, min, max), "must be " + allowed);
        return valid(key, min, max);
    }

    private OptionalInt number(String key, int min, int max, String allowed) {
        check(key, value -> isNumber(value, min, max), "must be " + allowed);
        return valid(key, min, max);
    }

    private OptionalInt valid(String key, int min, int max) {
        return text(key).filter(value -> isNumber(value, min, max)).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    /** Whether a number that may need all 32 bits is right, or not given. */
    boolean checkUnsigned(String key, long min, long max) {
        return check(key, value -> isNumber(value, min, max), "must be a number from " + min + " to " + max);
    }

    /** Reports each value of the key that is not right. */
    boolean check(String key, Predicate<String> right, String message) {
        var wrong = entries().stream()
                .filter(e -> e.key().equals(key) && !right.test(e.value()))
                .toList();
        wrong.forEach(e -> findings.problem(e.line(), name(key), e.value(), message, afterComment(e.value())));
        return wrong.isEmpty();
    }

    /** Each key once is enough; more is a slip of which corosync says nothing. */
    void warnOfRepeated() {
        for (Section section : sections) {
            for (Entry entry : section.entries()) {
                Entry effective = section.entry(entry.key()).orElseThrow();
                if (!effective.equals(entry)) {
                    String message = "is given again in line " + effective.line() + ", which counts";
                    findings.warning(entry.line(), name(entry.key()), entry.value(), message, "remove one of them");
                }
            }
        }
    }

    private String name(String key) {
        return path + "." + key;
    }

    private static boolean isNumber(String value, long min, long max) {
        if (!INTEGER.matcher(value).matches()) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= min && number <= max;
    }

    private static String afterComment(String value) {
        return value.contains("#") ? "put the comment on a line of its own, a # after a value belongs to it" : "";
    }

    private static String list(String... words) {
        String all = String.join(", ", words);
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
