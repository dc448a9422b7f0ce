package org.quorate.shell.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void semicolonsAndLineEndsSeparateStatementsWithinBlocksTheyDoNot() {
        assertThat(Script.statements("a; b | c\n\n# not this\neach [1 2] { echo $it; echo 5 }"))
                .map(String::strip)
                .containsExactly("a", "b | c", "each [1 2] { echo $it; echo 5 }");
    }

    @Test
    void whatDependsOnTheOneBeforeStaysWithIt() {
        assertThat(Script.statements("a && b; c")).map(String::strip).containsExactly("a && b", "c");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Script.statements("")).isEmpty();
    }
}
