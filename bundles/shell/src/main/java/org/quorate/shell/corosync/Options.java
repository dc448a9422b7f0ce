package org.quorate.shell.corosync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a command line, sorted as {@code getopt(3)} of GNU does it: short options may stand together, a value may
 * stand with its option or after it, and options may follow what is none.
 *
 * @param values of the options that were given; of one that was given twice the last; empty for those that take none
 * @param rest what is no option
 */
record Options(Map<Character, String> values, List<String> rest) {
    /**
     * What a program takes.
     *
     * @param name of the program, for messages
     * @param options a letter for each, with a colon if it takes a value
     * @param longs their long forms
     */
    record Syntax(String name, String options, Map<String, Character> longs) {
        private boolean knows(char option) {
            return option != ':' && options.indexOf(option) >= 0;
        }

        private boolean takesValue(char option) {
            int at = options.indexOf(option);
            return at + 1 < options.length() && options.charAt(at + 1) == ':';
        }

        /** The beginning of a long form is enough if it is that of one only. */
        private Optional<String> longForm(String word) {
            var found = longs.containsKey(word)
                    ? List.of(word)
                    : longs.keySet().stream()
                            .filter(name -> name.startsWith(word))
                            .toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        }
    }

    /** Something is wrong with the words; the message is the one that getopt writes. */
    static final class BadOptionException extends Exception {
        private static final long serialVersionUID = 1L;

        BadOptionException(String message) {
            super(message, null, false, false);
        }
    }

    boolean has(char option) {
        return values.containsKey(option);
    }

    Optional<String> value(char option) {
        return Optional.ofNullable(values.get(option));
    }

    static Options parse(Syntax syntax, List<String> words) throws BadOptionException {
        var values = new HashMap<Character, String>();
        var rest = new ArrayList<String>();
        for (var word = words.listIterator(); word.hasNext(); ) {
            String text = word.next();
            if (text.equals("--")) {
                word.forEachRemaining(rest::add);
            } else if (text.startsWith("--") && !syntax.longs().isEmpty()) {
                int equals = text.indexOf('=');
                String name = text.substring(2, equals < 0 ? text.length() : equals);
                String form = syntax.longForm(name)
                        .orElseThrow(
                                () -> new BadOptionException(syntax.name() + ": unrecognized option '--" + name + "'"));
                char option = syntax.longs().getOrDefault(form, ' ');
                if (!syntax.takesValue(option)) {
                    values.put(option, "");
                } else if (equals >= 0) {
                    values.put(option, text.substring(equals + 1));
                } else if (word.hasNext()) {
                    values.put(option, word.next());
                } else {
                    throw new BadOptionException(syntax.name() + ": option '--" + form + "' requires an argument");
                }
            } else if (text.startsWith("-") && text.length() > 1) {
                for (int at = 1; at < text.length(); at++) {
                    char option = text.charAt(at);
                    if (!syntax.knows(option)) {
                        throw new BadOptionException(syntax.name() + ": invalid option -- '" + option + "'");
                    }
                    if (!syntax.takesValue(option)) {
                        values.put(option, "");
                        continue;
                    }
                    if (at + 1 == text.length() && !word.hasNext()) {
                        throw new BadOptionException(
                                syntax.name() + ": option requires an argument -- '" + option + "'");
                    }
                    values.put(option, at + 1 < text.length() ? text.substring(at + 1) : word.next());
                    break;
                }
            } else {
                rest.add(text);
            }
        }
        return new Options(values, rest);
    }
}
