package org.quorate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, and what is only odd, while a file is being checked. */
final class Findings {
    /** A file of another kind has as many problems as lines; nobody reads more than this. */
    private static final int MAX_PROBLEMS = 1000;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    /** The arguments are those of {@link Problem}. */
    void problem(int line, String key, String found, String message, String nextStep) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new Problem(file, line, key, found, message, nextStep));
        }
    }

    /** The arguments are those of {@link Problem}. */
    void warning(int line, String key, String found, String message, String nextStep) {
        warnings.add(new Problem(file, line, key, found, message, nextStep));
    }

    /** In the order of the file. */
    List<String> warnings() {
        return inOrder(warnings).stream().map(Problem::toString).toList();
    }

    /** Ends the check if there was a problem. */
    void throwIfAny() throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(inOrder(problems));
        }
    }

    private static List<Problem> inOrder(List<Problem> found) {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
