package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quorate.clusterfs.fuse.protocol.Response;

/** The tree of these tests lets its callers wait, as the real one does when the ring has no room. */
@Timeout(60)
class SubmissionTest {
    private final Trees trees = new Trees(Duration.ZERO);
    private final CountDownLatch room = new CountDownLatch(1);
    private final CountDownLatch inTheTree = new CountDownLatch(1);
    private final Trees.Task change = tree -> {
        inTheTree.countDown();
        try {
            room.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return TreeChanges.now(Response.DONE);
    };

    @Test
    void theLastFreeReaderIsNotKeptByAChange() throws InterruptedException {
        trees.arrived(new InMemoryTree());
        var submission = new Submission(trees, 2);
        var first = CompletableFuture.supplyAsync(() -> submission.submit(change), Thread::startVirtualThread);
        inTheTree.await();
        var second = submission.submit(change);
        assertThat(second).isNotDone();
        room.countDown();
        assertThat(second.join()).isEqualTo(Response.DONE);
        assertThat(first.join().join()).isEqualTo(Response.DONE);
    }

    @Test
    void aSingleReaderIsNeverKept() {
        trees.arrived(new InMemoryTree());
        var waiting = new Submission(trees, 1).submit(change);
        assertThat(waiting).isNotDone();
        room.countDown();
        assertThat(waiting.join()).isEqualTo(Response.DONE);
    }

    @Test
    void aTreeThatHasRoomIsUsedOnTheCallersThread() {
        trees.arrived(new InMemoryTree());
        var caller = Thread.currentThread();
        var submission = new Submission(trees, 2);
        for (int i = 0; i < 3; i++) {
            submission.submit(tree -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                return TreeChanges.now(Response.DONE);
            });
        }
    }
}
