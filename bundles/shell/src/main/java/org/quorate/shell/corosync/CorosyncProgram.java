package org.quorate.shell.corosync;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.corosync.Options.BadOptionException;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.ProgramResult;

/** What the programs have in common: words, options, and what is said of wrong ones. */
abstract class CorosyncProgram implements Function {
    private final Options.Syntax syntax;
    private final String usage;
    private final boolean usageAfterErrors;

    /** @param usageAfterErrors whether the program explains itself to who gave a wrong option */
    CorosyncProgram(Options.Syntax syntax, String usage, boolean usageAfterErrors) {
        this.syntax = syntax;
        this.usage = usage;
        this.usageAfterErrors = usageAfterErrors;
    }

    @Override
    @Descriptor("As corosync's program of this name; -h lists the options")
    public Object execute(CommandSession session, List<Object> arguments)
            throws CommandFailedException, IOException, InterruptedException {
        var words = arguments.stream().map(String::valueOf).toList();
        try {
            return run(Options.parse(syntax, words), session);
        } catch (BadOptionException e) {
            return new ProgramResult(
                    ExitCodes.FAILED, usageAfterErrors ? usage : "", e.getMessage() + "\n", Optional.empty());
        }
    }

    /** Does what the options say. */
    abstract ProgramResult run(Options options, CommandSession session)
            throws CommandFailedException, IOException, InterruptedException;

    ProgramResult usage() {
        return ProgramResult.text(usage);
    }

    /** A number of 32 bits that is not negative, as {@code strtol} and the checks after it take it; -1 for anything else. */
    static long number(String text) {
        return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= 0xFFFF_FFFFL ? Long.parseLong(text) : -1;
    }
}
