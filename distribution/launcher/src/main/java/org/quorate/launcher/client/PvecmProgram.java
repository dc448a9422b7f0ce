package org.quorate.launcher.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.quorate.config.AuthKey;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;
import org.quorate.launcher.netcheck.NetcheckProgram;
import org.quorate.netcheck.CheckPlan;

/**
 * {@code pvecm --home DIR [--json] status | nodes | expected N | config plan FILE | netcheck [NODE...]}, {@code pvecm keygen
 * FILE}. Exit code 2 means not quorate, so whatever is wrong is 1.
 */
public final class PvecmProgram {
    private static final String COMMANDS =
            "there are status, nodes, expected N, config plan FILE, netcheck [NODE...], keygen FILE";

    private static final String JSON = "--json";
    private static final Set<String> NETCHECK_FLAGS = Set.of("--long", "--multicast");

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
        if (!words.isEmpty() && words.getFirst().equals("netcheck") && !knowsHome(words)) {
            return netcheck(words.subList(1, words.size()));
        }
        Arguments arguments;
        Path home;
        String command;
        try {
            arguments =
                    Arguments.parse("pvecm", words, Set.of("--home", "--count"), Set.of(JSON, "--long", "--multicast"));
            home = NodeSocket.home("pvecm", arguments.value("--home"));
            command = command(arguments);
        } catch (StartException e) {
            // a check of the network counts no votes, so 2 may mean what it means elsewhere
            int code = words.contains("netcheck") ? e.exitCode() : StartException.ENVIRONMENT;
            throw new StartException(code, e.lines());
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

    private static boolean knowsHome(List<String> words) {
        return NodeSocket.isGiven()
                || words.stream().anyMatch(word -> word.equals("--home") || word.startsWith("--home="));
    }

    /** Between machines that are no cluster. */
    private static int netcheck(List<String> words) throws StartException {
        return NetcheckProgram.run(words);
    }

    /** In the cluster of the node. */
    private static String netcheck(Arguments arguments) throws StartException {
        var command = new StringBuilder("pvecm:netcheck");
        Stream.of(JSON, "--long", "--multicast")
                .filter(arguments::has)
                .forEach(flag -> command.append(' ').append(flag));
        if (arguments.value("--count").isPresent()) {
            command.append(" --count ").append(arguments.number("--count", 0, 1, CheckPlan.MOST_COUNT));
        }
        var nodes = arguments.rest().subList(1, arguments.rest().size());
        for (var node : nodes) {
            command.append(' ').append(quoted(node));
        }
        return command.toString();
    }

    private static String quoted(String node) throws StartException {
        if (node.contains("'")) {
            throw StartException.usage("pvecm netcheck: the name of a node has no '");
        }
        return "'" + node + "'";
    }

    private static String command(Arguments arguments) throws StartException {
        var words = arguments.rest();
        if (!words.isEmpty() && words.getFirst().equals("netcheck")) {
            return netcheck(arguments);
        }
        for (var option : NETCHECK_FLAGS) {
            if (arguments.has(option)) {
                throw StartException.usage("pvecm: " + option + " is for netcheck");
            }
        }
        if (arguments.value("--count").isPresent()) {
            throw StartException.usage("pvecm: --count is for netcheck");
        }
        String command = command(words);
        return arguments.has(JSON) ? CommandClient.json(command) : command;
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
