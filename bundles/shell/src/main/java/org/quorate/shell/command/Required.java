package org.quorate.shell.command;

import org.jspecify.annotations.Nullable;

/** A service that a command cannot do without. */
public final class Required {
    private Required() {}

    /**
     * The service itself.
     *
     * @param what it is, for the message
     * @throws CommandFailedException if it is not there
     */
    public static <T> T service(@Nullable T service, String what) throws CommandFailedException {
        if (service == null) {
            throw new CommandFailedException("there is no " + what
                    + " in this node at the moment; see bundle:list and the log for what is missing");
        }
        return service;
    }
}
