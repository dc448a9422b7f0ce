package org.quorate.launcher.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;

/**
 * {@code quorate bench [--nodes N] [--only PARTS] [--seconds T] [--sizes LIST] [--repeat N] [--dir DIR] [--json]
 * [--transport NAME] [--crypto CIPHER/HASH] [--peer-scripts DIR [--in-namespaces | --on-loopback] [--loss LIST]]}.
 *
 * @param nodes how many; figures of clusters of another size cannot be compared
 * @param parts what is measured
 * @param seconds of each figure that is a rate
 * @param sizes of messages, in bytes
 * @param wire the transport and its encryption
 * @param folder kept afterwards; absent: a temporary one
 * @param peerScripts where the scripts are that run corosync
 * @param namespaces whether our nodes are in network namespaces, too
 * @param losses percent of the packets that are lost; none: it is not measured
 */
record BenchOptions(
        int nodes,
        Set<Part> parts,
        int seconds,
        List<Integer> sizes,
        int repeat,
        Wire wire,
        Optional<Path> folder,
        boolean json,
        Optional<Path> peerScripts,
        boolean namespaces,
        List<Integer> losses) {
    static final int USUAL_NODES = 3;

    /** Each is a process of more than 100 MB. */
    private static final int MAX_NODES = 16;

    private static final String COMMAND = "quorate bench";
    private static final int USUAL_SECONDS = 4;
    private static final List<Integer> USUAL_SIZES = List.of(64, 1024, 16384, 65536);
    private static final int MAX_SIZE = 1_000_000;

    /** Beyond that no ring is expected to stand. */
    private static final int MAX_LOSS = 30;

    /** What can be asked for by itself. */
    enum Part {
        RING,
        FILES,
        START,
        FAILOVER,
        FAILURE
    }

    static BenchOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                COMMAND,
                words,
                Set.of(
                        "--only",
                        "--seconds",
                        "--sizes",
                        "--repeat",
                        "--dir",
                        "--transport",
                        "--crypto",
                        "--peer-scripts",
                        "--nodes",
                        "--loss"),
                Set.of("--json", "--in-namespaces", "--on-loopback"));
        arguments.noRest();
        Optional<Path> scripts = arguments.path("--peer-scripts");
        if (arguments.has("--in-namespaces") && scripts.isEmpty()) {
            throw StartException.usage(
                    COMMAND + ": --in-namespaces needs --peer-scripts DIR, whose cluster.sh makes the namespaces");
        }
        if (arguments.has("--in-namespaces") && arguments.has("--on-loopback")) {
            throw StartException.usage(COMMAND + ": --in-namespaces and --on-loopback exclude each other");
        }
        boolean namespaces = scripts.isPresent() && !arguments.has("--on-loopback");
        Optional<String> losses = arguments.value("--loss");
        if (losses.isPresent() && !namespaces) {
            throw StartException.usage(
                    COMMAND + ": --loss needs --peer-scripts DIR and no --on-loopback: packets are lost in namespaces");
        }
        var wire = Wire.of(
                COMMAND,
                arguments.value("--transport").orElse(Wire.USUAL.transport()),
                arguments.value("--crypto").orElse(Wire.NONE),
                scripts.isPresent());
        return new BenchOptions(
                arguments.number("--nodes", USUAL_NODES, 2, MAX_NODES),
                parts(arguments.value("--only"), namespaces && wire.hasLinks()),
                arguments.number("--seconds", USUAL_SECONDS, 1, 3600),
                arguments.value("--sizes").isEmpty()
                        ? USUAL_SIZES
                        : numbers("--sizes", arguments.value("--sizes").get(), MAX_SIZE),
                arguments.number("--repeat", 1, 1, 100),
                wire,
                arguments.path("--dir"),
                arguments.has("--json"),
                scripts,
                namespaces,
                losses.isEmpty() ? List.of() : numbers("--loss", losses.get(), MAX_LOSS));
    }

    /** @param links whether there can be two of them, and one can fail */
    private static Set<Part> parts(Optional<String> text, boolean links) throws StartException {
        if (text.isEmpty()) {
            return links ? EnumSet.allOf(Part.class) : EnumSet.complementOf(EnumSet.of(Part.FAILOVER));
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
        if (parts.contains(Part.FAILOVER) && !links) {
            throw StartException.usage(COMMAND + ": --only failover needs --transport knet, --peer-scripts DIR and no"
                    + " --on-loopback: links fail in namespaces");
        }
        return parts;
    }

    private static List<Integer> numbers(String option, String text, int most) throws StartException {
        try {
            List<Integer> numbers = Arrays.stream(text.split(",", -1))
                    .map(Integer::valueOf)
                    .distinct()
                    .toList();
            if (numbers.stream().allMatch(number -> number >= 1 && number <= most)) {
                return numbers;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw StartException.usage(COMMAND + ": " + option + ": found " + text + ", must be numbers from 1 to " + most
                + " with commas between");
    }

    /** Of the nodes, from 1. */
    List<Integer> numbers() {
        return IntStream.rangeClosed(1, nodes).boxed().toList();
    }

    /** How many nodes send: one, and all. */
    List<Integer> senders() {
        return List.of(1, nodes);
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
