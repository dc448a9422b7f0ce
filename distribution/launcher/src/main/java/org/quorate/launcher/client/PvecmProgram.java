package org.quorate.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.quorate.config.AuthKey;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;

/** {@code pvecm --home DIR [--json] status | nodes | expected N | config plan FILE}, {@code pvecm keygen FILE}. Exit code 2 means not quorate, so whatever is wrong is 1. */
public final class PvecmProgram {
    private static final String COMMANDS = "there are status, nodes, expected N, config plan FILE, keygen FILE";

    private PvecmProgram() {}

    /**
     * Asks the node.
     *
     * @return 0 quorate, 2 not quorate, 1 error
     */
    public static int run(List<String> words) throws StartException {
        if (!words.isEmpty() && words.getFirst().equals("keygen")) {
            return keygen(words.subList(1, words.size())); // there may be no cluster yet
        }
        Arguments arguments;
        Path home;
        String command;
        try {
            arguments = Arguments.parse("pvecm", words, Set.of("--home"), Set.of("--json"));
            home = NodeSocket.home("pvecm", arguments.value("--home"));
            command = command(arguments.rest());
            if (arguments.has("--json")) {
                command = CommandClient.json(command);
            }
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

    /** {@code -s} as corosync-keygen has it; a file that is there is replaced only with {@code -f}. */
    private static int keygen(List<String> words) throws StartException {
        try {
            var arguments = Arguments.parse("pvecm keygen", words, Set.of("-s"), Set.of("-f"));
            if (arguments.rest().size() != 1) {
                throw StartException.usage("pvecm keygen: give one file");
            }
            int size = arguments.number("-s", AuthKey.USUAL_BYTES, AuthKey.LEAST_BYTES, AuthKey.MOST_BYTES);
            AuthKey.generate(Path.of(arguments.rest().getFirst()), size, arguments.has("-f"));
            return 0;
        } catch (IOException e) {
            throw new StartException(StartException.ENVIRONMENT, List.of("pvecm keygen: " + e.getMessage()));
        } catch (StartException e) {
            throw new StartException(StartException.ENVIRONMENT, e.lines());
        }
    }

    private static String quoted(Path path) throws StartException {
        if (path.toString().contains("'")) {
            throw StartException.usage("pvecm config: the name of the file must have no '");
        }
        return "'" + path + "'";
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
            case "config" -> {
                if (words.size() != 3 || !words.get(1).equals("plan")) {
                    throw StartException.usage("pvecm config: give plan and one file");
                }
                yield "pvecm:config plan " + quoted(Path.of(words.get(2)).toAbsolutePath());
            }
            case "" -> throw StartException.usage("pvecm: a command is missing; " + COMMANDS);
            default -> throw StartException.usage("pvecm: unknown command " + first + "; " + COMMANDS);
        };
    }
}
