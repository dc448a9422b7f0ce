package org.quorate.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words after a command: options with a value, options without, and the rest. */
public final class Arguments {
    private final String command;
    private final Map<String, String> values;
    private final Set<String> flags;
    private final List<String> rest;

    private Arguments(String command, Map<String, String> values, Set<String> flags, List<String> rest) {
        this.command = command;
        this.values = values;
        this.flags = flags;
        this.rest = rest;
    }

    /**
     * Sorts them.
     *
     * @param command for messages, {@code quorate node}
     * @param valued options that take a value, as {@code --home DIR} or {@code --home=DIR}
     * @param plain options that take none
     * @throws StartException for any other option, and for one without its value or given twice
     */
    public static Arguments parse(String command, List<String> words, Set<String> valued, Set<String> plain)
            throws StartException {
        var values = new HashMap<String, String>();
        var flags = new HashSet<String>();
        var rest = new ArrayList<String>();
        for (var word = words.listIterator(); word.hasNext(); ) {
            String text = word.next();
            int equals = text.indexOf('=');
            String option = text.startsWith("--") && equals > 0 ? text.substring(0, equals) : text;
            if (valued.contains(option)) {
                if (option.equals(text) && !word.hasNext()) {
                    throw StartException.usage(command + ": " + option + " needs a value; see 'quorate help'");
                }
                String value = option.equals(text) ? word.next() : text.substring(equals + 1);
                if (values.put(option, value) != null) {
                    throw StartException.usage(command + ": " + option + " is given twice; give it once");
                }
            } else if (plain.contains(text)) {
                flags.add(text);
            } else if (text.startsWith("-")) {
                var known = new TreeSet<>(valued);
                known.addAll(plain);
                throw StartException.usage(
                        command + ": unknown option " + text + "; known are " + String.join(", ", known));
            } else {
                rest.add(text);
            }
        }
        return new Arguments(command, values, flags, rest);
    }

    /** The value of an option, if it was given. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** The value of an option as a path, absolute, if it was given. */
    public Optional<Path> path(String option) {
        return value(option).map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    /** The value of an option that cannot be left out, as a path. */
    public Path requiredPath(String option) throws StartException {
        return path(option)
                .orElseThrow(
                        () -> StartException.usage(command + ": " + option + " DIR is missing; see 'quorate help'"));
    }

    /** The value of an option as a number within bounds. */
    public int number(String option, int absent, int least, int most) throws StartException {
        @Nullable String text = values.get(option);
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw StartException.usage(
                command + ": " + option + ": found " + text + ", must be a number from " + least + " to " + most);
    }

    /** Whether an option without a value was given. */
    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** What is no option. */
    public List<String> rest() {
        return List.copyOf(rest);
    }

    /** Refuses words that nobody asked for. */
    public void noRest() throws StartException {
        if (!rest.isEmpty()) {
            throw StartException.usage(command + ": unexpected " + rest.getFirst() + "; see 'quorate help'");
        }
    }
}
