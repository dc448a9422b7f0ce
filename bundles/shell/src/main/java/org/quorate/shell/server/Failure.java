package org.quorate.shell.server;

import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.quorate.shell.command.CommandFailedException;

/** What went wrong with a command: in one line, unless a command has more than one thing to tell. */
final class Failure {
    private Failure() {}

    static String text(Throwable failure) {
        return switch (failure) {
            case CommandFailedException failed -> failed.toString();
            case CommandNotFoundException unknown ->
                "command not found: " + unknown.getCommand() + "; 'help' lists the commands";
            case IllegalArgumentException wrong
            when String.valueOf(wrong.getMessage()).startsWith("Cannot coerce") ->
                "wrong arguments: " + firstLine(wrong) + "; 'help COMMAND' says what it takes";
            default -> firstLine(failure);
        };
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank() && failure.getMessage() != null)
                .orElse(failure.getClass().getSimpleName());
    }
}
