package org.quorate.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;

/** {@code pvecm --home DIR status | nodes | expected N}. Exit code 2 means not quorate, so whatever is wrong is 1. */
public final class PvecmProgram {
    private static final String HOME = "QUORATE_HOME";

    private PvecmProgram() {}

    /**
     * Asks the node.
     *
     * @return 0 quorate, 2 not quorate, 1 error
     */
    public static int run(List<String> words) throws StartException {
        Arguments arguments;
        Path home;
        String command;
        try {
            arguments = Arguments.parse("pvecm", words, Set.of("--home"), Set.of());
            home = arguments
                    .path("--home")
                    .or(() -> Optional.ofNullable(System.getenv(HOME)).map(Path::of))
                    .orElseThrow(() -> StartException.usage(
                            "pvecm: --home DIR is missing; give it, or set " + HOME + " to the home of the node"));
            command = command(arguments.rest());
        } catch (StartException e) {
            throw new StartException(StartException.ENVIRONMENT, e.lines());
        }
        return CommandClient.run(
                home,
                command,
                InputStream.nullInputStream(),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    private static String command(List<String> words) throws StartException {
        String first = words.isEmpty() ? "" : words.getFirst();
        return switch (first) {
            case "status", "nodes" -> {
                if (words.size() > 1) {
                    throw StartException.usage("pvecm " + first + ": unexpected " + words.get(1));
                }
                yield "pvecm:" + first;
            }
            case "expected" -> {
                if (words.size() != 2 || !words.get(1).matches("[1-9][0-9]{0,8}")) {
                    throw StartException.usage("pvecm expected: give one number of votes, at least 1");
                }
                yield "pvecm:expected " + words.get(1);
            }
            case "" -> throw StartException.usage("pvecm: a command is missing; there are status, nodes, expected N");
            default ->
                throw StartException.usage("pvecm: unknown command " + first + "; there are status, nodes, expected N");
        };
    }
}
