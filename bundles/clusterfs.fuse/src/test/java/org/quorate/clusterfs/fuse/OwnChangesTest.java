package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.Unmounted.O_WRONLY;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.TreeError;

class OwnChangesTest {
    private static final long ROOT = 1;

    private final Unmounted fs = new Unmounted();
    private final ArrayDeque<Runnable> ring = new ArrayDeque<>();

    @Test
    void theKernelIsNotToldOfItsOwnChanges() {
        fs.ask(new Request.MakeDirectory(ROOT, "d"));
        var created = fs.ask(new Request.Create(ROOT, "f", O_WRONLY), Response.Created.class);
        fs.told.clear();
        fs.write("f", created.opened().handle(), 0, "x", O_WRONLY);
        fs.ask(new Request.Rename(ROOT, "f", fs.node("d"), "g", 0));
        fs.ask(new Request.Unlink(fs.node("d"), "g"));
        fs.ask(new Request.RemoveDirectory(ROOT, "d"));
        assertThat(fs.told).isEmpty();
    }

    @Test
    void theKernelIsToldOfChangesOfOtherNodes() {
        fs.put("f", "1");
        long inode = NodeView.inode(fs.node("f"));
        assertThat(fs.told).containsExactly("name 0 f", "changed " + inode, "changed " + inode);
    }

    @Test
    void aChangeOfAnotherNodeToTheSameFileIsToldThoughOursIsUnderWay() {
        fs.put("f", "1");
        long handle = fs.open("f", O_WRONLY);
        fs.told.clear();
        fs.tree.ring(ring::add);
        var ours = fs.send(new Request.Write(fs.node("f"), handle, 0, new byte[] {'2'}, O_WRONLY));
        fs.tree.truncate("f", 5);
        ring.removeLast().run();
        assertThat(fs.told).as("taken for ours").isEmpty();
        ring.remove().run();
        assertThat(ours).isDone();
        assertThat(fs.told).containsExactly("changed " + NodeView.inode(fs.node("f")));
    }

    @Test
    void anEventThatWasTakenForOursIsToldWhenOursIsRefused() {
        fs.tree.ring(ring::add);
        var ours = fs.send(new Request.MakeDirectory(ROOT, "lock"));
        fs.tree.mkdir("lock");
        ring.removeLast().run();
        assertThat(fs.told).containsExactly("changed " + NodeView.inode(fs.node("lock")));
        ring.remove().run();
        assertThat(ours.join()).isEqualTo(new Response.Failed(TreeError.EEXIST.errno()));
        assertThat(fs.told).contains("name 0 lock");
    }

    @Test
    void whenAnotherNodeReplacedWhatWeRenameTheKernelIsToldOfTheTarget() {
        fs.put("a", "ours");
        fs.tree.ring(ring::add);
        var ours = fs.send(new Request.Rename(ROOT, "a", ROOT, "b", 0));
        fs.tree.delete("a");
        fs.tree.create("a");
        ring.removeLast();
        ring.removeLast();
        fs.tree.ring(Runnable::run);
        fs.tree.delete("a").join();
        fs.put("a", "theirs");
        fs.told.clear();
        ring.remove().run();
        assertThat(ours.join()).isEqualTo(Response.DONE);
        assertThat(fs.told).contains("name 0 b");
    }

    @Test
    void afterARefusalTheNextEventsAreToldAgain() {
        fs.tree.fail(TreeError.EBUSY);
        fs.ask(new Request.MakeDirectory(ROOT, "d"));
        fs.tree.fail(null);
        fs.tree.mkdir("d").join();
        assertThat(fs.told).contains("name 0 d");
    }
}
