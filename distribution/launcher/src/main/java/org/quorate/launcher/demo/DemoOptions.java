package org.quorate.launcher.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;
import org.quorate.launcher.Transports;

/**
 * {@code quorate demo [--nodes N] [--transport NAME] [--dir DIR] [--no-mount] [--detach] [--stop]}.
 *
 * @param nodes how many, if it was said
 * @param transport what a new demo uses
 */
record DemoOptions(OptionalInt nodes, String transport, Path folder, boolean mount, boolean detach, boolean stop) {
    static final int USUAL_NODES = 3;

    /** Corosync's own recommendation ends there, and so does a machine with that many JVMs. */
    private static final int MAX_NODES = 32;

    private static final Path FOLDER = Path.of("run/demo");

    static DemoOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                "quorate demo",
                words,
                Set.of("--nodes", "--transport", "--dir"),
                Set.of("--no-mount", "--detach", "--stop"));
        arguments.noRest();
        String transport = Transports.checked(
                "quorate demo", arguments.value("--transport").orElse(Transports.NAMES.getFirst()));
        int nodes = arguments.number("--nodes", 0, 1, MAX_NODES);
        return new DemoOptions(
                nodes == 0 ? OptionalInt.empty() : OptionalInt.of(nodes),
                transport,
                arguments.path("--dir").orElse(FOLDER.toAbsolutePath()),
                !arguments.has("--no-mount"),
                arguments.has("--detach"),
                arguments.has("--stop"));
    }
}
