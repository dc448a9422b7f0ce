package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.wire.Frame;

class WaitingChangesTest {
    private static final Member SENDER = new Member(1, 1);

    private static Frame.Normal change(long count, int seconds, int bytes) {
        return new Frame.Normal(1, seconds, count, ByteBuffer.allocate(bytes));
    }

    @Test
    void changesComeOutByCountAndEqualCountsInOrderOfArrival() {
        var waiting = new WaitingChanges(true);
        waiting.add(SENDER, change(3, 0, 1));
        waiting.add(SENDER, change(-1, 1, 1)); // unsigned
        waiting.add(SENDER, change(1, 2, 1));
        waiting.add(SENDER, change(3, 3, 1));
        assertThat(waiting.take()).extracting(one -> one.frame().timeSeconds()).containsExactly(2, 0, 3, 1);
        assertThat(waiting.bytes()).isZero();
    }

    /** Else any number of them would wait below the bound on bytes. */
    @Test
    void changesWithoutABodyCostSomething() {
        var waiting = new WaitingChanges(false);
        for (int i = 0; i < 1000; i++) {
            waiting.add(SENDER, change(i, 0, 0));
        }
        assertThat(waiting.bytes()).isGreaterThan(100_000);
    }
}
