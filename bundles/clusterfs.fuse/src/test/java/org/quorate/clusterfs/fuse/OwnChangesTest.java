package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.RequestBench.O_WRONLY;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.TreeError;

class OwnChangesTest {
    private static final long ROOT = 1;

    private final RequestBench bench = new RequestBench();
    private final ArrayDeque<Runnable> ring = new ArrayDeque<>();

    @Test
    void theKernelIsNotToldOfItsOwnChanges() {
        bench.ask(new Request.MakeDirectory(ROOT, "d"));
        var created = bench.ask(new Request.Create(ROOT, "f", O_WRONLY), Response.Created.class);
        bench.told.clear();
        bench.write("f", created.opened().handle(), 0, "x", O_WRONLY);
        bench.ask(new Request.Rename(ROOT, "f", bench.node("d"), "g", 0));
        bench.ask(new Request.Unlink(bench.node("d"), "g"));
        bench.ask(new Request.RemoveDirectory(ROOT, "d"));
        assertThat(bench.told).isEmpty();
    }

    @Test
    void theKernelIsToldOfChangesOfOtherNodes() {
        bench.put("f", "1");
        long inode = NodeView.inode(bench.node("f"));
        assertThat(bench.told).containsExactly("name 0 f", "changed " + inode, "changed " + inode);
    }

    @Test
    void aChangeOfAnotherNodeToTheSameFileIsToldThoughOursIsUnderWay() {
        bench.put("f", "1");
        long handle = bench.open("f", O_WRONLY);
        bench.told.clear();
        bench.tree.ring(ring::add);
        var ours = bench.send(new Request.Write(bench.node("f"), handle, 0, new byte[] {'2'}, O_WRONLY));
        bench.tree.truncate("f", 5);
        ring.removeLast().run();
        assertThat(bench.told).as("taken for ours").isEmpty();
        ring.remove().run();
        assertThat(ours).isDone();
        assertThat(bench.told).containsExactly("changed " + NodeView.inode(bench.node("f")));
    }

    @Test
    void anEventThatWasTakenForOursIsToldWhenOursIsRefused() {
        bench.tree.ring(ring::add);
        var ours = bench.send(new Request.MakeDirectory(ROOT, "lock"));
        bench.tree.mkdir("lock");
        ring.removeLast().run();
        assertThat(bench.told).containsExactly("changed " + NodeView.inode(bench.node("lock")));
        ring.remove().run();
        assertThat(ours.join()).isEqualTo(new Response.Failed(TreeError.EEXIST.errno()));
        assertThat(bench.told).contains("name 0 lock");
    }

    @Test
    void whenAnotherNodeReplacedWhatWeRenameTheKernelIsToldOfTheTarget() {
        bench.put("a", "ours");
        bench.tree.ring(ring::add);
        var ours = bench.send(new Request.Rename(ROOT, "a", ROOT, "b", 0));
        bench.tree.delete("a");
        bench.tree.create("a");
        ring.removeLast();
        ring.removeLast();
        bench.tree.ring(Runnable::run);
        bench.tree.delete("a").join();
        bench.put("a", "theirs");
        bench.told.clear();
        ring.remove().run();
        assertThat(ours.join()).isEqualTo(Response.DONE);
        assertThat(bench.told).contains("name 0 b");
    }

    @Test
    void afterARefusalTheNextEventsAreToldAgain() {
        bench.tree.fail(TreeError.EBUSY);
        bench.ask(new Request.MakeDirectory(ROOT, "d"));
        bench.tree.fail(null);
        bench.tree.mkdir("d").join();
        assertThat(bench.told).contains("name 0 d");
    }
}
