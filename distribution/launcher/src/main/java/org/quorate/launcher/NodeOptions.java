package org.quorate.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code quorate node --home DIR [--config FILE] [--name NAME] [--mount DIR] [--engine totem|corosync|local | --local]}.
 *
 * @param engine what orders the messages and counts the votes: this node's own ring, a corosync daemon, or nobody else
 */
record NodeOptions(HomeFolders home, Path config, Optional<String> name, Optional<Path> mount, String engine) {
    private static final String TOTEM = "totem";
    private static final String LOCAL = "local";
    private static final List<String> ENGINES = List.of(TOTEM, "corosync", LOCAL);

    static NodeOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                "quorate node",
                words,
                Set.of("--home", "--config", "--name", "--mount", "--engine"),
                Set.of("--local"));
        arguments.noRest();
        boolean local = arguments.has("--local");
        var engine = arguments.value("--engine").orElse(local ? LOCAL : TOTEM);
        if (!ENGINES.contains(engine)) {
            throw StartException.usage(
                    "quorate node: --engine: found " + engine + ", must be one of " + String.join(", ", ENGINES));
        }
        if (local && !engine.equals(LOCAL)) {
            throw StartException.usage("quorate node: --local and --engine " + engine + ": only one of them can be");
        }
        var home = new HomeFolders(arguments.requiredPath("--home"));
        return new NodeOptions(
                home,
                arguments.path("--config").orElse(home.defaultConfig()),
                arguments.value("--name"),
                arguments.path("--mount"),
                engine);
    }

    /** Whether this node has a ring of its own, for which it needs the addresses of the configuration. */
    boolean hasOwnRing() {
        return engine.equals(TOTEM);
    }

    /** Whether it is in a cluster, and so has a configuration. */
    boolean isInCluster() {
        return !engine.equals(LOCAL);
    }
}
