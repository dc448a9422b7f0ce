package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.Unmounted.O_APPEND;
import static org.quorate.clusterfs.fuse.Unmounted.O_RDONLY;
import static org.quorate.clusterfs.fuse.Unmounted.O_RDWR;
import static org.quorate.clusterfs.fuse.Unmounted.O_TRUNC;
import static org.quorate.clusterfs.fuse.Unmounted.O_WRONLY;

import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Request.SetAttributes;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.TreeError;

class FileChangesTest {
    private final Unmounted fs = new Unmounted();

    @Test
    void aWriteIsOneChangeAndAnsweredWhenItIsMade() {
        fs.put("f", "old");
        fs.tree.takeLog();
        long handle = fs.open("f", O_WRONLY);
        assertThat(fs.write("f", handle, 1, "XY", O_WRONLY)).isEqualTo(new Response.Written(2));
        assertThat(fs.tree.text("f")).isEqualTo("oXY");
        assertThat(fs.tree.takeLog()).containsExactly("write f");
    }

    @Test
    void anErrorOfTheTreeIsTheErrorOfTheWrite() {
        fs.put("f", "old");
        long handle = fs.open("f", O_WRONLY);
        fs.tree.fail(TreeError.EBUSY);
        assertThat(fs.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBUSY));
    }

    @Test
    void overwritingAFileIsOneChangeThatReplacesItWhole() {
        fs.put("f", "a long old content");
        fs.tree.takeLog();
        long handle = fs.open("f", O_WRONLY | O_TRUNC);
        assertThat(fs.tree.text("f")).isEqualTo("a long old content");
        fs.write("f", handle, 0, "new", O_WRONLY);
        assertThat(fs.tree.text("f")).isEqualTo("new");
        fs.write("f", handle, 3, "er", O_WRONLY);
        fs.ask(new Request.Flush(fs.node("f"), handle));
        assertThat(fs.tree.text("f")).isEqualTo("newer");
        assertThat(fs.tree.takeLog()).containsExactly("put f", "write f");
    }

    @Test
    void whoOpenedAFileToEmptyItSeesItEmpty() {
        fs.put("f", "old");
        long handle = fs.open("f", O_RDWR | O_TRUNC);
        assertThat(fs.read("f", handle)).isEmpty();
        assertThat(size("f")).isZero();
        fs.ask(new Request.Release(fs.node("f"), handle));
        assertThat(size("f")).isEqualTo(3);
    }

    @Test
    void aFileThatIsOpenedToBeEmptiedAndNotWrittenIsEmptyWhenItIsClosed() {
        fs.put("f", "old");
        fs.tree.takeLog();
        long handle = fs.open("f", O_WRONLY | O_TRUNC);
        assertThat(fs.ask(new Request.Flush(fs.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(fs.ask(new Request.Flush(fs.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(fs.tree.text("f")).isEmpty();
        assertThat(fs.tree.takeLog()).containsExactly("truncate f");
    }

    @Test
    void aRefusedOverwriteLeavesTheOldContentEvenWhenTheFileIsClosed() {
        fs.put("f", "old");
        long handle = fs.open("f", O_WRONLY | O_TRUNC);
        fs.tree.fail(TreeError.EBUSY);
        assertThat(fs.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBUSY));
        fs.tree.fail(null);
        assertThat(fs.ask(new Request.Flush(fs.node("f"), handle))).isEqualTo(Response.DONE);
        assertThat(fs.tree.text("f")).isEqualTo("old");
        fs.write("f", handle, 0, "n", O_WRONLY);
        assertThat(fs.tree.text("f")).isEqualTo("n");
    }

    @Test
    void closingTellsWhenAFileCouldNotBeEmptied() {
        fs.put("f", "old");
        long handle = fs.open("f", O_WRONLY | O_TRUNC);
        fs.tree.fail(TreeError.EIO);
        assertThat(fs.ask(new Request.Flush(fs.node("f"), handle))).isEqualTo(new Response.Failed(Errno.EIO));
    }

    @Test
    void aGapBeforeTheFirstWriteOfAnOverwriteIsZeros() {
        fs.put("f", "a long old content");
        long handle = fs.open("f", O_WRONLY | O_TRUNC);
        fs.write("f", handle, 2, "x", O_WRONLY);
        assertThat(fs.tree.text("f")).isEqualTo("\0\0x");
    }

    @Test
    void givingASizeToAFileThatIsToBeEmptiedSettlesIt() {
        fs.put("f", "old");
        long handle = fs.open("f", O_RDWR | O_TRUNC);
        fs.ask(new SetAttributes(fs.node("f"), SetAttributes.SIZE, 2, 0, 0, 0));
        fs.ask(new Request.Flush(fs.node("f"), handle));
        assertThat(fs.tree.text("f")).isEqualTo("\0\0");
    }

    @Test
    void anAppendGoesToTheEndTheTreeKnowsNotToTheOneTheKernelRemembers() {
        fs.put("f", "one");
        long handle = fs.open("f", O_WRONLY | O_APPEND);
        fs.put("f", "one, and more of another node");
        fs.write("f", handle, 3, "!", O_WRONLY | O_APPEND);
        assertThat(fs.tree.text("f")).isEqualTo("one, and more of another node!");
    }

    @Test
    void whatWouldBeTooLargeIsRefusedBeforeItIsSent() {
        fs.put("f", "old");
        fs.tree.takeLog();
        long plain = fs.open("f", O_WRONLY);
        long replacing = fs.open("f", O_WRONLY | O_TRUNC);
        var tooLarge = new Response.Failed(Errno.EFBIG);
        assertThat(fs.write("f", plain, 1 << 20, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(fs.write("f", plain, Long.MAX_VALUE, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(fs.write("f", plain, -1, "x", O_WRONLY)).isEqualTo(tooLarge);
        assertThat(fs.write("f", replacing, 1 << 20, "x", O_WRONLY)).isEqualTo(tooLarge);
        fs.ask(new Request.Flush(fs.node("f"), replacing));
        assertThat(fs.tree.takeLog()).isEmpty();
    }

    @Test
    void withoutQuorumOpeningForWritingIsRefusedAndReadingIsNot() {
        fs.put("f", "old");
        fs.tree.quorate(false);
        var open = new Request.Open(fs.node("f"), O_WRONLY);
        assertThat(fs.ask(open)).isEqualTo(new Response.Failed(Errno.EACCES));
        assertThat(fs.read("f", fs.open("f", O_RDONLY))).isEqualTo("old");
    }

    @Test
    void quorumThatIsLostWhileAFileIsOpenRefusesTheWrite() {
        fs.put("f", "old");
        long handle = fs.open("f", O_WRONLY);
        fs.tree.quorate(false);
        assertThat(fs.write("f", handle, 0, "new", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EACCES));
    }

    @Test
    void aRemovedFileIsStillReadByWhoHasItOpenAndCannotBeWritten() {
        fs.put("f", "content");
        long node = fs.node("f");
        long handle = fs.open("f", O_RDWR);
        fs.tree.delete("f").join();
        assertThat(fs.read(node, handle)).isEqualTo("content");
        var attributes = fs.ask(new Request.GetAttributes(node), Response.AttributesOf.class);
        assertThat(attributes.attributes().links()).isZero();
        assertThat(fs.ask(new Request.Write(node, handle, 0, new byte[1], O_RDWR)))
                .isEqualTo(new Response.Failed(Errno.ENOENT));
        fs.ask(new Request.Release(node, handle));
        assertThat(fs.ask(new Request.GetAttributes(node))).isEqualTo(new Response.Failed(Errno.ESTALE));
    }

    @Test
    void aHandleTheKernelDoesNotHaveIsABadDescriptor() {
        fs.put("f", "content");
        assertThat(fs.write("f", 99, 0, "x", O_WRONLY)).isEqualTo(new Response.Failed(Errno.EBADF));
        assertThat(fs.ask(new Request.Read(fs.node("f"), 99, 0, 10))).isEqualTo(new Response.Failed(Errno.EBADF));
    }

    private long size(String path) {
        return fs.ask(new Request.GetAttributes(fs.node(path)), Response.AttributesOf.class)
                .attributes()
                .size();
    }
}
