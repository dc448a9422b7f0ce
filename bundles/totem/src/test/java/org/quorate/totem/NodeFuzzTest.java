package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.Capture;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Join;

/** Whole nodes that hear packets of real nodes which were spoiled on their way. */
class NodeFuzzTest {
    /** {@code -Dquorate.long=true}: ten million packets in all instead of a hundred thousand. */
    private static final int PACKETS = Boolean.getBoolean("quorate.long") ? 1_250_000 : 12_500;

    /** What a node keeps does not follow from how much nonsense it has heard. */
    private static final long MAX_GROWTH_BYTES = 48L << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void checkpoint21SpoiledPacketsNeitherStopANodeNorFillItsMemory(long seed) {
        var datagrams = Capture.all().stream()
                .<ByteBuffer>mapMulti((capture, add) -> capture.datagrams().forEach(add))
                .toList();
        long before = usedBytes();
        var node = new FuzzedNode(seed, 1 + (int) (seed % 3), datagrams);
        node.hear(PACKETS);
        assertThat(node.frames()).as("frames among the packets").isGreaterThan(PACKETS / 4);
        assertThat(usedBytes() - before).as("bytes kept, seed %d", seed).isLessThan(MAX_GROWTH_BYTES);
        assertThat(node.isAliveAfterwards())
                .as("forms a ring, seed %d: %s", seed, node)
                .isTrue();
    }

    /** One that could not be sent any more would stop the node. */
    @Test
    void checkpoint21JoinsOfEverMoreNodesDoNotMakeOursTooLargeToSend() {
        var cluster = new SimulatedRing(1, 1).startAll();
        cluster.advanceMillis(1000);
        for (int join = 0; join < 100; join++) {
            int first = 1000 * (join + 1);
            var strangers =
                    IntStream.range(first, first + FrameCodec.MAX_NODES).boxed().toList();
            cluster.node(1).on(new RingEvent.FrameReceived(new Join(first, first, strangers, List.of(), 8)));
            cluster.advanceMillis(60);
        }
        cluster.advanceMillis(20_000);
        assertThat(cluster.node(1).members).containsExactly(1);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
