package org.quorate.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.quorum.QuorumStatus.Node;

class JsonTest {
    @Test
    void recordsAreObjectsAndWhatIsAbsentIsNull() {
        assertThat(Json.of(new Node(-1, 1, "n1", "192.0.2.1")))
                .isEqualTo("{\"nodeId\":4294967295,\"votes\":1,\"name\":\"n1\",\"address\":\"192.0.2.1\"}");
        assertThat(Json.of(List.of(Optional.empty(), OptionalInt.of(3), EnumSet.of(Flag.QUORATE), 0.5, Double.NaN)))
                .isEqualTo("[null,3,[\"QUORATE\"],0.5,null]");
        assertThat(Json.of(List.of())).isEqualTo("[]");
        assertThat(Json.of(null)).isEqualTo("null");
    }

    @Test
    void textsCannotBreakOut() {
        assertThat(Json.of("a\"b\\c\nd\te\u0001")).isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001\"");
    }

    @Test
    void aProgramThatFailedSaysWhy() {
        assertThat(Json.of(ProgramResult.failed("it cannot be"))).isEqualTo("{\"error\":\"it cannot be\"}");
        assertThat(Json.of(ProgramResult.of(0, "text", List.of("a")))).isEqualTo("[\"a\"]");
        assertThat(ExitCodes.of(ProgramResult.failed("x"))).isEqualTo(ExitCodes.FAILED);
    }
}
