package org.quorate.shell.result;

import java.util.Optional;

/**
 * What a program of corosync's answered, as it is printed.
 *
 * @param output for standard output, with a newline at its end unless it is empty
 * @param errors for standard error, likewise
 * @param value what was told, for {@code json}; absent where a text is all there is
 */
public record ProgramResult(int exitCode, String output, String errors, Optional<Object> value) {
    /** It did what was asked for, and has nothing to tell. */
    public static ProgramResult done() {
        return text("");
    }

    /** It did what was asked for, and says so. */
    public static ProgramResult text(String output) {
        return new ProgramResult(ExitCodes.OK, output, "", Optional.empty());
    }

    /** It tells something. */
    public static ProgramResult of(int exitCode, String output, Object value) {
        return new ProgramResult(exitCode, output, "", Optional.of(value));
    }

    /** It did not do what was asked for. */
    public static ProgramResult failed(String errors) {
        return new ProgramResult(ExitCodes.FAILED, "", errors + "\n", Optional.empty());
    }
}
