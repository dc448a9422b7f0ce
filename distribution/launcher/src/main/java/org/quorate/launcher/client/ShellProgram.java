package org.quorate.launcher.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;

/** {@code quorate shell --home DIR [[--json] -c COMMAND]}. */
public final class ShellProgram {
    private ShellProgram() {}

    /**
     * Without a command: a prompt on a terminal, else all of the input as one script.
     *
     * @return exit code of the command
     */
    public static int run(List<String> words) throws StartException {
        var arguments = Arguments.parse("quorate shell", words, Set.of("--home", "-c"), Set.of("--json"));
        arguments.noRest();
        Path home = arguments.requiredPath("--home");
        Optional<String> command = arguments.value("-c");
        if (arguments.has("--json")) {
            command = Optional.of(CommandClient.json(command.orElseThrow(() ->
                    StartException.usage("quorate shell: --json goes with -c; in the shell, write json (COMMAND)"))));
        }
        var input = new FileInputStream(FileDescriptor.in);
        var output = new FileOutputStream(FileDescriptor.out);
        var errors = new FileOutputStream(FileDescriptor.err);
        if (command.isPresent()) {
            return CommandClient.run(home, command.get(), input, output, errors);
        }
        if (Boolean.getBoolean("quorate.terminal")) {
            return PromptClient.run(home, input, output);
        }
        return CommandClient.run(home, script(input), InputStream.nullInputStream(), output, errors);
    }

    private static String script(InputStream input) throws StartException {
        try {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StartException.environment("the script on standard input cannot be read: " + e.getMessage());
        }
    }
}
