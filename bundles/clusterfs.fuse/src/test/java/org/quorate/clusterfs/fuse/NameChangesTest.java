package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.RequestBench.O_EXCL;
import static org.quorate.clusterfs.fuse.RequestBench.O_WRONLY;

import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;

class NameChangesTest {
    private static final long ROOT = 1;

    private final RequestBench bench = new RequestBench();

    @Test
    void aFileIsMadeOpenedAndWritten() {
        var created = bench.ask(new Request.Create(ROOT, "f", O_WRONLY | O_EXCL), Response.Created.class);
        bench.write("f", created.opened().handle(), 0, "x", O_WRONLY);
        assertThat(created.entry().node()).isEqualTo(bench.node("f"));
        assertThat(created.entry().attributes().mode()).isEqualTo(0100640);
        assertThat(created.entry().attributes().gid()).isEqualTo(RequestBench.GID);
        assertThat(bench.tree.takeLog()).containsExactly("create f", "write f");
    }

    @Test
    void aFileThatAnotherNodeMadeFirstIsOpenedUnlessItIsExcluded() {
        bench.put("f", "theirs");
        bench.ask(new Request.Create(ROOT, "f", O_WRONLY), Response.Created.class);
        assertThat(bench.ask(new Request.Create(ROOT, "f", O_WRONLY | O_EXCL)))
                .isEqualTo(new Response.Failed(Errno.EEXIST));
    }

    @Test
    void aDirectoryIsMadeOnceWhoeverAsks() {
        assertThat(bench.ask(new Request.MakeDirectory(ROOT, "lock"))).isInstanceOf(Response.Entry.class);
        assertThat(bench.ask(new Request.MakeDirectory(ROOT, "lock"))).isEqualTo(new Response.Failed(Errno.EEXIST));
    }

    @Test
    void onlyRegularFilesCanBeMade() {
        assertThat(bench.ask(new Request.MakeNode(ROOT, "f", 0100644))).isInstanceOf(Response.Entry.class);
        assertThat(bench.ask(new Request.MakeNode(ROOT, "p", 0010644))).isEqualTo(new Response.Failed(Errno.EPERM));
    }

    @Test
    void namesAreRemovedAccordingToTheirKind() {
        bench.put("f", "");
        bench.tree.mkdir("d").join();
        bench.put("d/g", "");
        assertThat(bench.ask(new Request.RemoveDirectory(ROOT, "f"))).isEqualTo(new Response.Failed(Errno.ENOTDIR));
        assertThat(bench.ask(new Request.Unlink(ROOT, "d"))).isEqualTo(new Response.Failed(Errno.EISDIR));
        assertThat(bench.ask(new Request.RemoveDirectory(ROOT, "d"))).isEqualTo(new Response.Failed(39));
        assertThat(bench.ask(new Request.Unlink(bench.node("d"), "g"))).isEqualTo(Response.DONE);
        assertThat(bench.ask(new Request.RemoveDirectory(ROOT, "d"))).isEqualTo(Response.DONE);
        assertThat(bench.ask(new Request.Unlink(ROOT, "none"))).isEqualTo(new Response.Failed(Errno.ENOENT));
    }

    @Test
    void aRenameReplacesTheTargetUnlessItMustNot() {
        bench.put("f.tmp", "new");
        bench.put("f", "old");
        var careful = new Request.Rename(ROOT, "f.tmp", ROOT, "f", Request.Rename.NOREPLACE);
        assertThat(bench.ask(careful)).isEqualTo(new Response.Failed(Errno.EEXIST));
        assertThat(bench.ask(new Request.Rename(ROOT, "f.tmp", ROOT, "f", 2)))
                .isEqualTo(new Response.Failed(Errno.EINVAL));
        assertThat(bench.ask(new Request.Rename(ROOT, "f.tmp", ROOT, "f", 0))).isEqualTo(Response.DONE);
        assertThat(bench.tree.text("f")).isEqualTo("new");
    }

    @Test
    void aDirectoryThatVanishedIsLookedUpOnceMore() {
        bench.tree.mkdir("d").join();
        long gone = bench.node("d");
        bench.tree.delete("d").join();
        var stale = new Response.Failed(Errno.ESTALE);
        assertThat(bench.ask(new Request.Create(gone, "f", O_WRONLY))).isEqualTo(stale);
        assertThat(bench.ask(new Request.MakeDirectory(gone, "e"))).isEqualTo(stale);
        assertThat(bench.ask(new Request.Rename(gone, "a", ROOT, "b", 0))).isEqualTo(stale);
        assertThat(bench.ask(new Request.Lookup(gone, "f"))).isEqualTo(stale);
    }

    @Test
    void aReplyComesWhenTheChangeIsMadeAndNotBefore() {
        var queue = new java.util.ArrayDeque<Runnable>();
        bench.tree.ring(queue::add);
        var reply = bench.send(new Request.MakeDirectory(ROOT, "d"));
        assertThat(reply).isNotDone();
        queue.remove().run();
        assertThat(reply.join()).isInstanceOf(Response.Entry.class);
    }

    @Test
    void withoutQuorumNothingIsMadeOrRemoved() {
        bench.put("f", "");
        bench.tree.quorate(false);
        var refused = new Response.Failed(Errno.EACCES);
        assertThat(bench.ask(new Request.Create(ROOT, "g", O_WRONLY))).isEqualTo(refused);
        assertThat(bench.ask(new Request.MakeDirectory(ROOT, "d"))).isEqualTo(refused);
        assertThat(bench.ask(new Request.Unlink(ROOT, "f"))).isEqualTo(refused);
        assertThat(bench.ask(new Request.Rename(ROOT, "f", ROOT, "g", 0))).isEqualTo(refused);
    }
}
