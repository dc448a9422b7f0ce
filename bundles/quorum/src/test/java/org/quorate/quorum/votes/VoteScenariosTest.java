package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays all files of {@code scenarios/}, with members speaking in several orders: the count must not depend on it. */
class VoteScenariosTest {
    private static final int ORDERS = 5;

    static List<Path> scenarios() throws IOException, URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(VoteScenariosTest.class.getResource("/scenarios"))
                .toURI());
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatComesOfItIsWhatIsWritten(Path scenario) throws IOException, UnusableRulesException {
        var written = Files.readAllLines(scenario);
        for (long seed = 1; seed <= ORDERS; seed++) {
            assertThat(Transcript.play(written, seed))
                    .as("%s, order %d", scenario.getFileName(), seed)
                    .isEqualTo(written);
        }
    }

    @Test
    void thereAreEnoughOfThem() throws IOException, URISyntaxException {
        assertThat(scenarios()).hasSizeGreaterThanOrEqualTo(60);
    }
}
