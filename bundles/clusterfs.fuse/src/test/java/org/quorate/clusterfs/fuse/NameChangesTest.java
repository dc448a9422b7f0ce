package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.Unmounted.O_EXCL;
import static org.quorate.clusterfs.fuse.Unmounted.O_WRONLY;

import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.TreeError;

class NameChangesTest {
    private static final long ROOT = 1;

    private final Unmounted fs = new Unmounted();

    @Test
    void aFileIsMadeOpenedAndWritten() {
        var created = fs.ask(new Request.Create(ROOT, "f", O_WRONLY | O_EXCL), Response.Created.class);
        fs.write("f", created.opened().handle(), 0, "x", O_WRONLY);
        assertThat(created.entry().node()).isEqualTo(fs.node("f"));
        assertThat(created.entry().attributes().mode()).isEqualTo(0100640);
        assertThat(created.entry().attributes().gid()).isEqualTo(Unmounted.GID);
        assertThat(fs.tree.takeLog()).containsExactly("create f", "write f");
    }

    @Test
    void aFileThatAnotherNodeMadeFirstIsOpenedUnlessItIsExcluded() {
        fs.put("f", "theirs");
        fs.ask(new Request.Create(ROOT, "f", O_WRONLY), Response.Created.class);
        assertThat(fs.ask(new Request.Create(ROOT, "f", O_WRONLY | O_EXCL)))
                .isEqualTo(new Response.Failed(Errno.EEXIST));
    }

    @Test
    void aFileThatSomethingElseForbidsIsRefusedAsExisting() {
        fs.tree.fail(TreeError.EEXIST); // as a guest whose id belongs to another node
        assertThat(fs.ask(new Request.Create(ROOT, "100.conf", O_WRONLY))).isEqualTo(new Response.Failed(Errno.EEXIST));
    }

    @Test
    void aFileThatWasInTheWayAndIsGoneIsMadeAtTheSecondAttempt() {
        fs.tree.fail(TreeError.EEXIST);
        fs.tree.ring(change -> {
            change.run();
            fs.tree.fail(null);
        });
        assertThat(fs.ask(new Request.Create(ROOT, "f", O_WRONLY))).isInstanceOf(Response.Created.class);
    }

    @Test
    void aDirectoryIsMadeOnceWhoeverAsks() {
        assertThat(fs.ask(new Request.MakeDirectory(ROOT, "lock"))).isInstanceOf(Response.Entry.class);
        assertThat(fs.ask(new Request.MakeDirectory(ROOT, "lock"))).isEqualTo(new Response.Failed(Errno.EEXIST));
    }

    @Test
    void onlyRegularFilesCanBeMade() {
        assertThat(fs.ask(new Request.MakeNode(ROOT, "f", 0100644))).isInstanceOf(Response.Entry.class);
        assertThat(fs.ask(new Request.MakeNode(ROOT, "p", 0010644))).isEqualTo(new Response.Failed(Errno.EPERM));
    }

    @Test
    void namesAreRemovedAccordingToTheirKind() {
        fs.put("f", "");
        fs.tree.mkdir("d").join();
        fs.put("d/g", "");
        assertThat(fs.ask(new Request.RemoveDirectory(ROOT, "f"))).isEqualTo(new Response.Failed(Errno.ENOTDIR));
        assertThat(fs.ask(new Request.Unlink(ROOT, "d"))).isEqualTo(new Response.Failed(Errno.EISDIR));
        assertThat(fs.ask(new Request.RemoveDirectory(ROOT, "d"))).isEqualTo(new Response.Failed(39));
        assertThat(fs.ask(new Request.Unlink(fs.node("d"), "g"))).isEqualTo(Response.DONE);
        assertThat(fs.ask(new Request.RemoveDirectory(ROOT, "d"))).isEqualTo(Response.DONE);
        assertThat(fs.ask(new Request.Unlink(ROOT, "none"))).isEqualTo(new Response.Failed(Errno.ENOENT));
    }

    @Test
    void aRenameReplacesTheTargetUnlessItMustNot() {
        fs.put("f.tmp", "new");
        fs.put("f", "old");
        var careful = new Request.Rename(ROOT, "f.tmp", ROOT, "f", Request.Rename.NOREPLACE);
        assertThat(fs.ask(careful)).isEqualTo(new Response.Failed(Errno.EEXIST));
        assertThat(fs.ask(new Request.Rename(ROOT, "f.tmp", ROOT, "f", 2)))
                .isEqualTo(new Response.Failed(Errno.EINVAL));
        assertThat(fs.ask(new Request.Rename(ROOT, "f.tmp", ROOT, "f", 0))).isEqualTo(Response.DONE);
        assertThat(fs.tree.text("f")).isEqualTo("new");
    }

    @Test
    void aDirectoryThatVanishedIsLookedUpOnceMore() {
        fs.tree.mkdir("d").join();
        long gone = fs.node("d");
        fs.tree.delete("d").join();
        var stale = new Response.Failed(Errno.ESTALE);
        assertThat(fs.ask(new Request.Create(gone, "f", O_WRONLY))).isEqualTo(stale);
        assertThat(fs.ask(new Request.MakeDirectory(gone, "e"))).isEqualTo(stale);
        assertThat(fs.ask(new Request.Rename(gone, "a", ROOT, "b", 0))).isEqualTo(stale);
        assertThat(fs.ask(new Request.Lookup(gone, "f"))).isEqualTo(stale);
    }

    @Test
    void aReplyComesWhenTheChangeIsMadeAndNotBefore() {
        var queue = new ArrayDeque<Runnable>();
        fs.tree.ring(queue::add);
        var reply = fs.send(new Request.MakeDirectory(ROOT, "d"));
        assertThat(reply).isNotDone();
        queue.remove().run();
        assertThat(reply.join()).isInstanceOf(Response.Entry.class);
    }

    @Test
    void withoutQuorumNothingIsMadeOrRemoved() {
        fs.put("f", "");
        fs.tree.quorate(false);
        var refused = new Response.Failed(Errno.EACCES);
        assertThat(fs.ask(new Request.Create(ROOT, "g", O_WRONLY))).isEqualTo(refused);
        assertThat(fs.ask(new Request.MakeDirectory(ROOT, "d"))).isEqualTo(refused);
        assertThat(fs.ask(new Request.Unlink(ROOT, "f"))).isEqualTo(refused);
        assertThat(fs.ask(new Request.Rename(ROOT, "f", ROOT, "g", 0))).isEqualTo(refused);
    }
}
