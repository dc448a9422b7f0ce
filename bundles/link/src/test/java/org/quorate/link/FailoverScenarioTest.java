package org.quorate.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.link.SimulatedNetwork.MILLI;
import static org.quorate.link.SimulatedNetwork.MULTICAST;

import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes with two links under a stream of frames, and how long nothing comes when the carrying link fails. */
class FailoverScenarioTest {
    private static final long STEP = 10 * MILLI;
    private static final int SMALL_BYTES = 500;

    /** More than one packet of the usual size. */
    private static final int LARGE_BYTES = 8000;

    private final SimulatedNetwork net = new SimulatedNetwork(5, 2);
    private long tag;

    /** What happens to link 0, between all nodes. */
    private enum Fault {
        CUT {
            @Override
            void strike(SimulatedNetwork net) {
                for (int a = 1; a <= 3; a++) {
                    for (int b = 1; b <= 3; b++) {
                        net.path(a, b, 0).cut = true;
                    }
                }
            }
        },
        /** Node 1 hears all, and nobody hears it. */
        ONE_WAY {
            @Override
            void strike(SimulatedNetwork net) {
                net.path(1, 2, 0).cut = true;
                net.path(1, 3, 0).cut = true;
            }
        },
        CUT_OF_ONE_PAIR {
            @Override
            void strike(SimulatedNetwork net) {
                net.between(1, 2, 0).forEach(path -> path.cut = true);
            }
        };

        abstract void strike(SimulatedNetwork net);
    }

    @ParameterizedTest
    @EnumSource
    void aLinkThatIsCutInterruptsForLessThanTwiceItsTimeout(Fault fault) {
        connect();
        stream(2000, SMALL_BYTES);
        fault.strike(net);
        long[] gaps = stream(10_000, SMALL_BYTES);
        long timeout =
                Objects.requireNonNull(net.settings(1, 1, 2, 3).links().get(0)).pingTimeoutNanos();
        assertThat(LongStream.of(gaps).max().orElseThrow()).isLessThanOrEqualTo(2 * timeout);
        assertThat(stream(2000, SMALL_BYTES)).containsOnly(STEP);
    }

    /** The way back is no interruption at all. */
    @ParameterizedTest
    @EnumSource
    void whenItIsBackNothingIsLost(Fault fault) {
        connect();
        fault.strike(net);
        stream(10_000, SMALL_BYTES);
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                net.path(a, b, 0).cut = false;
            }
        }
        assertThat(stream(70_000, SMALL_BYTES)).containsOnly(STEP);
        assertThat(net.node(1).used(2)).isZero();
    }

    /** The other link carries all large frames, too, as soon as the narrow one is known to be it. */
    @ParameterizedTest
    @ValueSource(ints = {1400, 700})
    void aPathThatBecomesNarrowInterruptsLargeFramesUntilItsSizeIsConfirmedAndNoSmallOnes(int mtuBytes) {
        connect();
        stream(25_000, LARGE_BYTES);
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                net.path(a, b, 0).mtuBytes = mtuBytes;
            }
        }
        assertThat(stream(100, SMALL_BYTES)).containsOnly(STEP);
        long[] gaps = stream(20_000, LARGE_BYTES);
        assertThat(LongStream.of(gaps).max().orElseThrow()).isLessThanOrEqualTo(6500 * MILLI);
        assertThat(stream(2000, LARGE_BYTES)).containsOnly(STEP);
    }

    /** The ring asks for what is lost; a link that loses less is used before long. */
    @ParameterizedTest
    @ValueSource(ints = {30, 50})
    void aLinkThatLosesMuchIsLeftAndThenNothingIsLost(int percent) {
        connect();
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                net.path(a, b, 0).lossPercent = percent;
            }
        }
        assertThat(LongStream.of(stream(60_000, SMALL_BYTES)).max().orElseThrow())
                .isLessThan(1000 * MILLI);
        assertThat(net.node(1).used(2)).isEqualTo(1);
        assertThat(net.node(1).used(3)).isEqualTo(1);
        assertThat(stream(2000, SMALL_BYTES)).containsOnly(STEP);
    }

    private void connect() {
        for (int a = 1; a <= 3; a++) {
            for (int b = 1; b <= 3; b++) {
                net.path(a, b, 0).systemMtuBytes = 1500;
                net.path(a, b, 1).systemMtuBytes = 1500;
            }
        }
        net.start(settings -> settings, 1, 2, 3);
        net.advanceMillis(5000);
        assertThat(net.node(1).used(2)).isZero();
    }

    /** Frames of node 1 to all, one in each step; answers the longest time without one at nodes 2 and 3. */
    private long[] stream(long millis, int bytes) {
        long[] longest = new long[2];
        long[] last = {net.now, net.now};
        for (long end = net.now + millis * MILLI; net.now < end; ) {
            long[] before = {net.node(2).frames, net.node(3).frames};
            net.node(1).broadcast(MULTICAST, bytes, ++tag);
            net.advance(STEP);
            for (int i = 0; i < 2; i++) {
                if (net.node(i + 2).frames > before[i]) {
                    longest[i] = Math.max(longest[i], net.now - last[i]);
                    last[i] = net.now;
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            longest[i] = Math.max(longest[i], net.now - last[i]);
        }
        return longest;
    }
}
