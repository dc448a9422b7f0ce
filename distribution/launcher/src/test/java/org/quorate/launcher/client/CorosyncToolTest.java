package org.quorate.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.launcher.StartException;

class CorosyncToolTest {
    @Test
    void allWordsButHomeAndJsonGoToTheNodeAsTheyAre() throws StartException {
        var words = List.of("-g", "--home", "/n1", "a key");
        assertThat(CorosyncTool.Request.of("corosync-cmapctl", words))
                .isEqualTo(new CorosyncTool.Request(Path.of("/n1"), "corosync-cmapctl '-g' 'a key'"));
        assertThat(CorosyncTool.Request.of("corosync-cfgtool", List.of("--home=/n1", "--json", "-s"))
                        .command())
                .isEqualTo("json (corosync-cfgtool '-s')");
    }

    @Test
    void aWordThatWouldEndItsQuotesIsRefused() {
        assertThatThrownBy(() -> CorosyncTool.Request.of("corosync-cmapctl", List.of("--home", "/n1", "a'b")))
                .isInstanceOf(StartException.class);
        assertThatThrownBy(() -> CorosyncTool.Request.of("corosync-cmapctl", List.of("--home")))
                .isInstanceOf(StartException.class);
    }
}
