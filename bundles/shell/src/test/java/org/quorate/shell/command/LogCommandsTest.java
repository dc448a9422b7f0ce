package org.quorate.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogCommandsTest {
    private static final String NAME = "org.quorate.test.LogCommandsTest";

    private final LogCommands log = new LogCommands();

    @AfterEach
    void inheritAgain() {
        Logger.getLogger(NAME).setLevel(null);
    }

    @Test
    void aLevelIsSetShownAndTakenBack() throws CommandFailedException {
        assertThat(log.level(NAME).inherited()).isTrue();
        assertThat(log.level(NAME, "debug").level()).isEqualTo("DEBUG");
        assertThat(log.level(NAME).inherited()).isFalse();
        assertThat(System.getLogger(NAME).isLoggable(System.Logger.Level.DEBUG)).isTrue();
        assertThat(log.level()).anyMatch(logger -> logger.logger().equals(NAME));
        assertThat(log.level(NAME, "INHERIT").inherited()).isTrue();
    }

    @Test
    void anUnknownLevelIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> log.level(NAME, "loud"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("loud")
                .hasMessageContaining("WARNING");
    }
}
