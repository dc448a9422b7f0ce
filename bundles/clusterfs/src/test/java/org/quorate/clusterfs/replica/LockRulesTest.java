package org.quorate.clusterfs.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change.Delete;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Change.SetTime;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Trees;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;

/** A lock holds 120 seconds by each node's own clock, and the lowest node says when it has expired. */
class LockRulesTest {
    private static final String LOCK = "priv/lock/l";
    private static final int LIFE_SECONDS = 120;

    private final SimulatedGroup group = SimulatedGroup.of(1, 2, 3).start();

    @BeforeEach
    void makeFolders() {
        group.node(2).ask(new Mkdir("priv"));
        group.node(2).ask(new Mkdir("priv/lock"));
        group.settle();
    }

    private void acquire(int node) {
        group.node(node).ask(new Mkdir(LOCK));
        group.settle();
    }

    /** What utime 0 sends first. */
    private void askForRemoval(int node) {
        askForRemoval(node, Trees.find(group.agreed(), LOCK).checksum());
    }

    private void askForRemoval(int node, byte[] checksum) {
        var request = new Operation.RequestUnlock(checksum, LOCK);
        group.inject(group.node(node), OperationCodec.encode(request, 1, 99));
        group.settle();
    }

    private boolean isHeld() {
        return group.agreed().find(LOCK) != null;
    }

    private @Nullable Errno touched(int node, int seconds) {
        var asked = group.node(node).ask(new SetTime(LOCK, seconds));
        group.settle();
        return asked.error;
    }

    @Test
    void itHolds120SecondsAndNotOneMore() {
        acquire(2);
        group.pass(LIFE_SECONDS);
        askForRemoval(3);
        assertThat(isHeld()).as("exactly 120 seconds").isTrue();
        group.pass(1);
        askForRemoval(3);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aRefreshOfItsHolderBeginsTheTimeAnew() {
        acquire(2);
        int made = Trees.find(group.agreed(), LOCK).mtimeSeconds();
        group.pass(100);
        assertThat(touched(2, made + 100)).isNull();
        group.pass(100);
        askForRemoval(3);
        assertThat(isHeld()).isTrue();
        group.pass(21);
        askForRemoval(3);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void nobodyElseRefreshesItAndNobodySetsItsTimeBack() {
        acquire(2);
        int made = Trees.find(group.agreed(), LOCK).mtimeSeconds();
        assertThat(touched(3, made + 10)).isEqualTo(Errno.EACCES);
        assertThat(touched(2, made - 1)).isEqualTo(Errno.EACCES);
        assertThat(touched(2, 0))
                .as("asks for its removal, and is always refused")
                .isEqualTo(Errno.EACCES);
        assertThat(touched(2, made)).isNull();
    }

    @Test
    void aRequestForALockThatIsAnotherNowRemovesNothing() {
        acquire(2);
        var old = Trees.find(group.agreed(), LOCK).checksum();
        group.node(3).ask(new Delete(LOCK));
        group.settle();
        acquire(3);
        group.pass(LIFE_SECONDS + 1);
        askForRemoval(1, old);
        assertThat(isHeld()).isTrue();
        askForRemoval(1);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void theTimeOfANodeThatJoinedLaterIsItsOwnAndTheLowestDecides() {
        group.node(1).crash();
        group.settle();
        acquire(2);
        group.pass(100);
        group.node(1).start();
        group.settle().pass(LIFE_SECONDS);
        askForRemoval(3);
        assertThat(isHeld())
                .as("the lowest node knows it for less than its life")
                .isTrue();
        group.pass(10);
        askForRemoval(3);
        assertThat(isHeld()).isFalse();
    }

    @Test
    void ageAndHolderAreKnownAndSurviveASynchronisation() {
        acquire(2);
        group.pass(50);
        group.node(3).crash();
        group.settle();
        group.node(3).start();
        group.settle().pass(10);
        var locks = group.node(1).replica.locks(group.now());
        assertThat(locks).singleElement().satisfies(lock -> {
            assertThat(lock.lock().name()).isEqualTo("l");
            assertThat(lock.lock().writer()).isEqualTo(2);
            assertThat(lock.nanos()).isGreaterThanOrEqualTo(60_000_000_000L);
            assertThat(lock.isExpired()).isFalse();
        });
    }
}
