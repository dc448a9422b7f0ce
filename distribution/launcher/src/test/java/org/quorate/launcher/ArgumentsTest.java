package org.quorate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void aValueFollowsItsOptionOrAnEqualsSign() throws StartException {
        var arguments = parse("--home", "/a/../b", "--nodes=5", "--detach", "status");
        assertThat(arguments.path("--home")).contains(Path.of("/b"));
        assertThat(arguments.number("--nodes", 3, 1, 32)).isEqualTo(5);
        assertThat(arguments.has("--detach")).isTrue();
        assertThat(arguments.rest()).containsExactly("status");
    }

    @Test
    void whatIsNotGivenIsAbsent() throws StartException {
        var arguments = parse();
        assertThat(arguments.value("--home")).isEmpty();
        assertThat(arguments.number("--nodes", 3, 1, 32)).isEqualTo(3);
        assertRefused(() -> arguments.requiredPath("--home"), "--home DIR is missing");
    }

    @Test
    void anUnknownOptionIsRefusedWithThoseThatThereAre() {
        assertRefused(() -> parse("--hom", "/a"), "unknown option --hom; known are --detach, --home, --nodes");
    }

    @Test
    void aMissingValueADoubleOptionAndASurplusWordAreRefused() {
        assertRefused(() -> parse("--home"), "--home needs a value");
        assertRefused(() -> parse("--home", "a", "--home", "b"), "--home is given twice");
        assertRefused(() -> parse("a").noRest(), "unexpected a");
    }

    @Test
    void aNumberOutOfItsBoundsIsRefusedWithTheBounds() {
        assertRefused(() -> parse("--nodes", "99").number("--nodes", 3, 1, 32), "found 99", "from 1 to 32");
        assertRefused(() -> parse("--nodes", "x").number("--nodes", 3, 1, 32), "found x");
    }

    private interface Attempt {
        Object run() throws StartException;
    }

    private interface Check {
        void run() throws StartException;
    }

    private static void assertRefused(Attempt attempt, String... parts) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageStartingWith("quorate test: ")
                .message()
                .contains(parts);
    }

    private static void assertRefused(Check check, String... parts) {
        assertRefused(
                () -> {
                    check.run();
                    return "";
                },
                parts);
    }

    private static Arguments parse(String... words) throws StartException {
        return Arguments.parse("quorate test", List.of(words), Set.of("--home", "--nodes"), Set.of("--detach"));
    }
}
