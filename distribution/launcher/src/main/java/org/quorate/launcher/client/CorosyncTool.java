package org.quorate.launcher.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.quorate.launcher.StartException;

/**
 * {@code corosync-cfgtool}, {@code corosync-quorumtool}, {@code corosync-cmapctl}: the command of that name in the node. All
 * words but {@code --home DIR} and {@code --json} go there as they are.
 */
public final class CorosyncTool {
    private static final String HOME = "--home";
    private static final String JSON = "--json";

    private CorosyncTool() {}

    /**
     * Asks the node.
     *
     * @return exit code of the command
     */
    public static int run(String name, List<String> words) throws StartException {
        try {
            var request = Request.of(name, words);
            return CommandClient.run(
                    request.home(),
                    request.command(),
                    new FileInputStream(FileDescriptor.in),
                    new FileOutputStream(FileDescriptor.out),
                    new FileOutputStream(FileDescriptor.err));
        } catch (StartException e) {
            throw new StartException(StartException.ENVIRONMENT, e.lines());
        }
    }

    /**
     * Which node is asked, and for what.
     *
     * @param command for the shell of the node
     */
    record Request(Path home, String command) {
        static Request of(String name, List<String> words) throws StartException {
            var home = Optional.<String>empty();
            boolean json = false;
            var rest = new ArrayList<String>();
            for (var word = words.listIterator(); word.hasNext(); ) {
                String text = word.next();
                if (text.equals(JSON)) {
                    json = true;
                } else if (text.startsWith(HOME + "=")) {
                    home = Optional.of(text.substring(HOME.length() + 1));
                } else if (!text.equals(HOME)) {
                    rest.add(text);
                } else if (word.hasNext()) {
                    home = Optional.of(word.next());
                } else {
                    throw StartException.usage(name + ": " + HOME + " needs the home of a node");
                }
            }
            for (var text : rest) {
                if (text.contains("'")) {
                    throw StartException.usage(name + ": a word must have no ': " + text);
                }
            }
            var command = name + rest.stream().map(text -> " '" + text + "'").collect(Collectors.joining());
            return new Request(NodeSocket.home(name, home), json ? CommandClient.json(command) : command);
        }
    }
}
