package org.quorate.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; it carries everything that is wrong, in the order of the file. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * The message has one line for each problem.
     *
     * @param problems at least one
     */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("without a problem there is nothing to report");
        }
        this.problems = List.copyOf(problems);
    }

    /** What is wrong; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
