package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.RequestBench.O_APPEND;
import static org.quorate.clusterfs.fuse.RequestBench.O_RDONLY;
import static org.quorate.clusterfs.fuse.RequestBench.O_RDWR;
import static org.quorate.clusterfs.fuse.RequestBench.O_TRUNC;
import static org.quorate.clusterfs.fuse.RequestBench.O_WRONLY;

import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Request.SetAttributes;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.TreeError;

class FileChangesTest {
    private final RequestBench bench = new RequestBench();

    @Test
    void aWriteIsOneChangeAndAnsweredWhenItIsMade() {
        bench.put("f", "old");
        bench.tree.takeLog();
        long handle = bench.open("f", O_WRONLY);
        assertThat(bench.write("f", handle, 1, "XY", O_WRONLY)).isEqualTo(new Response.Written(2));
        assertThat(bench.tree.text("f")).isEqualTo("oXY");
        assertThat(bench.tree.takeLog()).containsExactly("write f");
    }

    @Test
    void anErrorOfTheTreeIsTheErrorOfTheWrite() {
        bench.put("f", "old");
        long handle = bench.open("f", O_WRONLY);
        bench.tree.fail(TreeError.EBUSY);
        assertThat(bench.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBUSY));
    }

    @Test
    void overwritingAFileIsOneChangeThatReplacesItWhole() {
        bench.put("f", "a long old content");
        bench.tree.takeLog();
        long handle = bench.open("f", O_WRONLY | O_TRUNC);
        assertThat(bench.tree.text("f")).isEqualTo("a long old content");
        bench.write("f", handle, 0, "new", O_WRONLY);
        assertThat(bench.tree.text("f")).isEqualTo("new");
        bench.write("f", handle, 3, "er", O_WRONLY);
        bench.ask(new Request.Flush(bench.node("f"), handle));
        assertThat(bench.tree.text("f")).isEqualTo("newer");
        assertThat(bench.tree.takeLog()).containsExactly("put f", "write f");
    }

    @Test
    void whoOpenedAFileToEmptyItSeesItEmpty() {
        bench.put("f", "old");
        long handle = bench.open("f", O_RDWR | O_TRUNC);
        assertThat(bench.read("f", handle)).isEmpty();
        assertThat(size("f")).isZero();
        bench.ask(new Request.Release(bench.node("f"), handle));
        assertThat(size("f")).isEqualTo(3);
    }

    @Test
    void aFileThatIsOpenedToBeEmptiedAndNotWrittenIsEmptyWhenItIsClosed() {
        bench.put("f", "old");
        bench.tree.takeLog();
        long handle = bench.open("f", O_WRONLY | O_TRUNC);
        assertThat(bench.ask(new Request.Flush(bench.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(bench.ask(new Request.Flush(bench.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(bench.tree.text("f")).isEmpty();
        assertThat(bench.tree.takeLog()).containsExactly("truncate f");
    }

    @Test
    void aRefusedOverwriteLeavesTheOldContentEvenWhenTheFileIsClosed() {
        bench.put("f", "old");
        long handle = bench.open("f", O_WRONLY | O_TRUNC);
        bench.tree.fail(TreeError.EBUSY);
        assertThat(bench.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBUSY));
        bench.tree.fail(null);
        assertThat(bench.ask(new Request.Flush(bench.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(bench.tree.text("f")).isEqualTo("old");
        bench.write("f", handle, 0, "n", O_WRONLY);
        assertThat(bench.tree.text("f")).isEqualTo("n");
    }

    @Test
    void closingTellsWhenAFileCouldNotBeEmptied() {
        bench.put("f", "old");
        long handle = bench.open("f", O_WRONLY | O_TRUNC);
        bench.tree.fail(TreeError.EIO);
        assertThat(bench.ask(new Request.Flush(bench.node("f"), handle))).isEqualTo(new Response.Failed(Errno.EIO));
    }

    @Test
    void aGapBeforeTheFirstWriteOfAnOverwriteIsZeros() {
        bench.put("f", "a long old content");
        long handle = bench.open("f", O_WRONLY | O_TRUNC);
        bench.write("f", handle, 2, "x", O_WRONLY);
        assertThat(bench.tree.text("f")).isEqualTo("\0\0x");
    }

    @Test
    void givingASizeToAFileThatIsToBeEmptiedSettlesIt() {
        bench.put("f", "old");
        long handle = bench.open("f", O_RDWR | O_TRUNC);
        bench.ask(new SetAttributes(bench.node("f"), SetAttributes.SIZE, 2, 0, 0, 0));
        bench.ask(new Request.Flush(bench.node("f"), handle));
        assertThat(bench.tree.text("f")).isEqualTo("\0\0");
    }

    @Test
    void anAppendGoesToTheEndTheTreeKnowsNotToTheOneTheKernelRemembers() {
        bench.put("f", "one");
        long handle = bench.open("f", O_WRONLY | O_APPEND);
        bench.put("f", "one, and more of another node");
        bench.write("f", handle, 3, "!", O_WRONLY | O_APPEND);
        assertThat(bench.tree.text("f")).isEqualTo("one, and more of another node!");
    }

    @Test
    void whatWouldBeTooLargeIsRefusedBeforeItIsSent() {
        bench.put("f", "old");
        bench.tree.takeLog();
        long plain = bench.open("f", O_WRONLY);
        long replacing = bench.open("f", O_WRONLY | O_TRUNC);
        var tooLarge = new Response.Failed(Errno.EFBIG);
        assertThat(bench.write("f", plain, 1 << 20, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(bench.write("f", plain, Long.MAX_VALUE, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(bench.write("f", plain, -1, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(bench.write("f", replacing, 1 << 20, "x", O_WRONLY)).isEqualTo(tooLarge);
        bench.ask(new Request.Flush(bench.node("f"), replacing));
        assertThat(bench.tree.takeLog()).isEmpty();
    }

    @Test
    void withoutQuorumOpeningForWritingIsRefusedAndReadingIsNot() {
        bench.put("f", "old");
        bench.tree.quorate(false);
        var open = new Request.Open(bench.node("f"), O_WRONLY);
        assertThat(bench.ask(open)).isEqualTo(new Response.Failed(Errno.EACCES));
        assertThat(bench.read("f", bench.open("f", O_RDONLY))).isEqualTo("old");
    }

    @Test
    void quorumThatIsLostWhileAFileIsOpenRefusesTheWrite() {
        bench.put("f", "old");
        long handle = bench.open("f", O_WRONLY);
        bench.tree.quorate(false);
        assertThat(bench.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EACCES));
    }

    @Test
    void aRemovedFileIsStillReadByWhoHasItOpenAndCannotBeWritten() {
        bench.put("f", "content");
        long node = bench.node("f");
        long handle = bench.open("f", O_RDWR);
        bench.tree.delete("f").join();
        assertThat(bench.read(node, handle)).isEqualTo("content");
        var attributes = bench.ask(new Request.GetAttributes(node), Response.AttributesOf.class);
        assertThat(attributes.attributes().links()).isZero();
        assertThat(bench.ask(new Request.Write(node, handle, 0, new byte[1], O_RDWR)))
                .isEqualTo(new Response.Failed(Errno.ENOENT));
        bench.ask(new Request.Release(node, handle));
        assertThat(bench.ask(new Request.GetAttributes(node))).isEqualTo(new Response.Failed(Errno.ESTALE));
    }

    @Test
    void aHandleTheKernelDoesNotHaveIsABadDescriptor() {
        bench.put("f", "content");
        assertThat(bench.write("f", 99, 0, "x", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBADF));
        assertThat(bench.ask(new Request.Read(bench.node("f"), 99, 0, 10))).isEqualTo(new Response.Failed(Errno.EBADF));
    }

    private long size(String path) {
        return bench.ask(new Request.GetAttributes(bench.node(path)), Response.AttributesOf.class)
                .attributes()
                .size();
    }
}
