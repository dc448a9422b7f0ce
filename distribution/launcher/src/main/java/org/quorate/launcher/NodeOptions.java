package org.quorate.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code quorate node --home DIR [--config FILE] [--name NAME] [--mount DIR]}. */
record NodeOptions(HomeFolders home, Path config, Optional<String> name, Optional<Path> mount) {
    static NodeOptions of(List<String> words) throws StartException {
        var arguments =
                Arguments.parse("quorate node", words, Set.of("--home", "--config", "--name", "--mount"), Set.of());
        arguments.noRest();
        var home = new HomeFolders(arguments.requiredPath("--home"));
        return new NodeOptions(
                home,
                arguments.path("--config").orElse(home.defaultConfig()),
                arguments.value("--name"),
                arguments.path("--mount"));
    }
}
