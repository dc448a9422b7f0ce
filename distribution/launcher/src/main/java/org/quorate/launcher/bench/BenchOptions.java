package org.quorate.launcher.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;

/**
 * {@code quorate bench [--only PARTS] [--seconds T] [--sizes LIST] [--repeat N] [--dir DIR] [--json] [--peer-scripts DIR
 * [--in-namespaces | --on-loopback]]}.
 *
 * @param parts what is measured
 * @param seconds of each figure that is a rate
 * @param sizes of messages, in bytes
 * @param folder kept afterwards; absent: a temporary one
 * @param peerScripts where the scripts are that run corosync
 * @param namespaces whether our nodes are in network namespaces, too
 */
record BenchOptions(
        Set<Part> parts,
        int seconds,
        List<Integer> sizes,
        int repeat,
        Optional<Path> folder,
        boolean json,
        Optional<Path> peerScripts,
        boolean namespaces) {
    /** Fixed: figures of different clusters cannot be compared. */
    static final int NODES = 3;

    private static final String COMMAND = "quorate bench";
    private static final int USUAL_SECONDS = 4;
    private static final List<Integer> USUAL_SIZES = List.of(64, 1024, 16384);
    private static final int MAX_SIZE = 1_000_000;

    /** What can be asked for by itself. */
    enum Part {
        RING,
        FILES,
        START,
        FAILURE
    }

    static BenchOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                COMMAND,
                words,
                Set.of("--only", "--seconds", "--sizes", "--repeat", "--dir", "--peer-scripts", "--nodes"),
                Set.of("--json", "--in-namespaces", "--on-loopback"));
        arguments.noRest();
        arguments.number("--nodes", NODES, NODES, NODES);
        Optional<Path> scripts = arguments.path("--peer-scripts");
        if (arguments.has("--in-namespaces") && scripts.isEmpty()) {
            throw StartException.usage(
                    COMMAND + ": --in-namespaces needs --peer-scripts DIR, whose cluster.sh makes the namespaces");
        }
        if (arguments.has("--in-namespaces") && arguments.has("--on-loopback")) {
            throw StartException.usage(COMMAND + ": --in-namespaces and --on-loopback exclude each other");
        }
        return new BenchOptions(
                parts(arguments.value("--only")),
                arguments.number("--seconds", USUAL_SECONDS, 1, 3600),
                sizes(arguments.value("--sizes")),
                arguments.number("--repeat", 1, 1, 100),
                arguments.path("--dir"),
                arguments.has("--json"),
                scripts,
                scripts.isPresent() && !arguments.has("--on-loopback"));
    }

    private static Set<Part> parts(Optional<String> text) throws StartException {
        if (text.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String word : text.get().split(",", -1)) {
            parts.add(Arrays.stream(Part.values())
                    .filter(part -> part.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> StartException.usage(COMMAND + ": --only: found " + word + ", must be one of "
                            + Arrays.stream(Part.values())
                                    .map(part -> part.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ", or several with commas between")));
        }
        return parts;
    }

    private static List<Integer> sizes(Optional<String> text) throws StartException {
        if (text.isEmpty()) {
            return USUAL_SIZES;
        }
        try {
            List<Integer> sizes = Arrays.stream(text.get().split(",", -1))
                    .map(Integer::valueOf)
                    .distinct()
                    .toList();
            if (sizes.stream().allMatch(size -> size >= 1 && size <= MAX_SIZE)) {
                return sizes;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw StartException.usage(COMMAND + ": --sizes: found " + text.get() + ", must be numbers from 1 to "
                + MAX_SIZE + " with commas between");
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
