package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Response;

@Timeout(60)
class TreesTest {
    private static final Trees.Task TASK = tree -> TreeChanges.now(Response.DONE);

    private final InMemoryTree tree = new InMemoryTree();

    @Test
    void aTreeThatIsThereIsUsedAtOnce() {
        var trees = new Trees(Duration.ZERO);
        trees.arrived(tree);
        assertThat(trees.with(TASK)).isCompletedWithValue(Response.DONE);
    }

    @Test
    void aRequestWaitsForTheNextTree() {
        var trees = new Trees(Duration.ofSeconds(50));
        trees.arrived(tree);
        trees.left(tree);
        var waiting = trees.with(TASK);
        assertThat(waiting).isNotDone();
        trees.arrived(new InMemoryTree());
        assertThat(waiting.join()).isEqualTo(Response.DONE);
    }

    @Test
    void aRequestThatWaitedInVainIsRefused() {
        assertThat(new Trees(Duration.ofMillis(1)).with(TASK).join()).isEqualTo(new Response.Failed(Errno.EIO));
    }

    @Test
    void aRequestThatWasGivenUpIsNotCarriedOutLater() {
        var trees = new Trees(Duration.ofSeconds(50));
        var waiting = trees.with(present -> {
            throw new AssertionError("carried out");
        });
        waiting.complete(new Response.Failed(Errno.EINTR));
        var next = trees.with(TASK);
        trees.arrived(tree);
        assertThat(next.join()).isEqualTo(Response.DONE);
        assertThat(waiting.join()).isEqualTo(new Response.Failed(Errno.EINTR));
    }

    @Test
    void theOldTreeLeavingAfterTheNewOneCameChangesNothing() {
        var trees = new Trees(Duration.ZERO);
        trees.arrived(tree);
        trees.arrived(new InMemoryTree());
        trees.left(tree);
        assertThat(trees.with(TASK)).isCompletedWithValue(Response.DONE);
    }

    @Test
    void anErrorOfTheTaskReachesWhoAsked() {
        var trees = new Trees(Duration.ofSeconds(50));
        var waiting = trees.with(present -> {
            throw new IllegalStateException("broken");
        });
        trees.arrived(tree);
        assertThat(waiting.handle((answer, failure) -> failure.getMessage()).join())
                .isEqualTo("broken");
    }
}
