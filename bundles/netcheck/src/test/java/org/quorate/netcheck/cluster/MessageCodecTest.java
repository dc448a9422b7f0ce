package org.quorate.netcheck.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quorate.netcheck.CheckPlan;

class MessageCodecTest {
    private static final byte[] KEY = new byte[MessageCodec.KEY_BYTES];

    private static final List<Message> ALL = List.of(
            new Message.Begin(-1, KEY, CheckPlan.USUAL.lengthy(), Set.of(1, 2, -7)),
            new Message.Ready(2, Map.of(0, 5412, 7, 65535), "zu spät"),
            new Message.Found(3, new byte[] {1, 2, 3}, List.of("a bond", "no bond")),
            new Message.End(4));

    /** As the group hands it over. */
    private static ByteBuffer handed(ByteBuffer message) {
        return message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void messagesComeBackAsTheyWere() throws IOException {
        for (var message : ALL) {
            assertThat(MessageCodec.decode(handed(MessageCodec.encode(message))))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
        }
    }

    @Test
    void nonsenseIsRefusedAndTakesNoMemory() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            var bytes = MessageCodec.encode(ALL.get(i % ALL.size())).array().clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            var in = handed(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
            try {
                assertThat(MessageCodec.decode(in)).isNotNull();
            } catch (IOException _) {
                // as it should be
            }
        }
    }

    @Test
    void aLengthBeyondTheMessageIsRefused() {
        var bytes = MessageCodec.encode(ALL.get(2)).putInt(9, Integer.MAX_VALUE);
        assertThatThrownBy(() -> MessageCodec.decode(handed(bytes))).isInstanceOf(IOException.class);
    }

    @Test
    void aRoundIsOverWhenAllHaveSpokenOrAreGone() {
        var round = Round.of(new Message.Begin(9, KEY, CheckPlan.USUAL, Set.of(1, 2, 3)), 1);
        round.ready(1, new Message.Ready(9, Map.of(0, 5412), ""));
        round.ready(2, new Message.Ready(9, Map.of(), "the port is taken"));
        assertThat(round.allReady()).isNotDone();
        round.gone(3);
        assertThat(round.allReady())
                .isCompletedWithValueMatching(ready -> ready.keySet().equals(Set.of(1, 2)));
        assertThat(round.outcome()).isNotDone();
        round.found(1, new Message.Found(9, new byte[0], List.of()));
        assertThat(round.outcome())
                .isCompletedWithValueMatching(
                        outcome -> outcome.found().keySet().equals(Set.of(1)));
    }
}
