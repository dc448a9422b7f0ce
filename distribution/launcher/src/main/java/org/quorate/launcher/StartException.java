package org.quorate.launcher;

import java.util.List;

/** Something that keeps the program from doing what it was asked to. */
public final class StartException extends Exception {
    /** What the environment did. */
    public static final int ENVIRONMENT = 1;

    /** Bad configuration or usage. */
    public static final int CONFIGURATION = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> lines;

    /**
     * For the operator.
     *
     * @param lines one for each problem, with the next step
     */
    public StartException(int exitCode, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    /** What the environment did. */
    public static StartException environment(String line) {
        return new StartException(ENVIRONMENT, List.of(line));
    }

    /** What the user asked for. */
    public static StartException usage(String line) {
        return new StartException(CONFIGURATION, List.of(line));
    }

    /** Of the process. */
    public int exitCode() {
        return exitCode;
    }

    /** One for each problem. */
    public List<String> lines() {
        return lines;
    }
}
