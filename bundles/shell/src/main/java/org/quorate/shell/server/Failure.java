package org.quorate.shell.server;

import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.quorate.shell.command.CommandFailedException;

/** What went wrong with a command: in one line, unless a command has more than one thing to tell. */
final class Failure {
    private Failure() {}

    static String text(Throwable failure) {
        return switch (failure) {
            case CommandFailedException failed -> failed.toString();
            case CommandNotFoundException unknown -> unknown(String.valueOf(unknown.getCommand()));
            case IllegalArgumentException wrong
            when String.valueOf(wrong.getMessage()).startsWith("Cannot coerce") ->
                "wrong arguments: " + firstLine(wrong) + "; 'help COMMAND' says what it takes";
            default -> firstLine(failure);
        };
    }

    static String unknown(String command) {
        return "command not found: " + command + "; 'help' lists the commands";
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .filter(line -> !line.isBlank() && failure.getMessage() != null)
                .orElse(failure.getClass().getSimpleName());
    }
}
