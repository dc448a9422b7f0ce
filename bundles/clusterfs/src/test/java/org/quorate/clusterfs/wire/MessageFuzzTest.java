package org.quorate.clusterfs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.TreeIndex;

/** Mutated messages of the tree are read, and written again as they were, or malformed. */
class MessageFuzzTest {
    private static final int MESSAGES = Boolean.getBoolean("quorate.long") ? 500_000 : 5000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsReadIsWrittenAsItWas(long seed) {
        var random = new Random(seed);
        var mutations = new Mutations(random);
        int read = 0;
        for (int i = 0; i < MESSAGES; i++) {
            var message = mutations.next(List.of());
            try {
                var frame = FrameCodec.decode(message);
                read++;
                check(frame, message);
            } catch (MalformedException e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
        assertThat(read).isGreaterThan(MESSAGES / 4);
    }

    private static void check(Frame frame, ByteBuffer message) throws MalformedException {
        switch (frame) {
            case Frame.Foreign(int protocol) -> assertThat(protocol).isNotEqualTo(Frame.PROTOCOL);
            case Frame.Normal normal -> {
                var operation = OperationCodec.decode(normal);
                var again = Bytes.join(OperationCodec.encode(operation, normal.timeSeconds(), normal.count()));
                assertThat(OperationCodec.decode((Frame.Normal) FrameCodec.decode(again)))
                        .usingRecursiveComparison()
                        .isEqualTo(operation);
            }
            case Frame.State state -> {
                assertThat(Bytes.join(FrameCodec.encode(frame)).remaining()).isEqualTo(message.remaining());
                TreeIndex.parse(state.index());
            }
            case Frame.Sync sync -> {
                var again = (Frame.Sync) FrameCodec.decode(Bytes.join(FrameCodec.encode(sync)));
                assertThat(again.epoch()).isEqualTo(sync.epoch());
                assertThat(again.getClass()).isEqualTo(sync.getClass());
            }
        }
    }
}
