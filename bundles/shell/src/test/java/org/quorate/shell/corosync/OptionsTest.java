package org.quorate.shell.corosync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.shell.corosync.Options.BadOptionException;

class OptionsTest {
    private static final Options.Syntax SYNTAX =
            new Options.Syntax("tool", "sbk:", Map.of("status", 's', "brief", 'b', "kill", 'k'));

    @Test
    void shortOptionsStandTogetherAndAValueMayStandWithItsOption() throws BadOptionException {
        assertThat(parse("-sb").values()).containsOnlyKeys('s', 'b');
        assertThat(parse("-sk3").value('k')).contains("3");
        assertThat(parse("-k", "-1").value('k')).contains("-1");
    }

    @Test
    void longFormsMayBeCutShortAndOptionsMayFollowWords() throws BadOptionException {
        assertThat(parse("word", "--stat", "--kill=4").values())
                .containsEntry('k', "4")
                .containsKey('s');
        assertThat(parse("word", "--brief").rest()).containsExactly("word");
        assertThat(parse("--", "-s").rest()).containsExactly("-s");
    }

    @Test
    void wrongOptionsAreNamedAsGetoptNamesThem() {
        assertThatThrownBy(() -> parse("-x")).hasMessage("tool: invalid option -- 'x'");
        assertThatThrownBy(() -> parse("-k")).hasMessage("tool: option requires an argument -- 'k'");
        assertThatThrownBy(() -> parse("--help")).hasMessage("tool: unrecognized option '--help'");
        assertThatThrownBy(() -> parse("--kill")).hasMessage("tool: option '--kill' requires an argument");
        assertThatThrownBy(() -> Options.parse(new Options.Syntax("tool", "s", Map.of()), List.of("--status")))
                .hasMessage("tool: invalid option -- '-'");
    }

    private static Options parse(String... words) throws BadOptionException {
        return Options.parse(SYNTAX, List.of(words));
    }
}
