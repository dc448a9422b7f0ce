package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request.SetAttributes;
import org.quorate.clusterfs.fuse.protocol.Response;

class AttributeChangesTest {
    private static final int MODE = 1;

    private final Unmounted fs = new Unmounted();

    @BeforeEach
    void aFile() {
        fs.put("f", "content");
        fs.tree.takeLog();
    }

    @Test
    void anotherModeSucceedsAndChangesNothing() {
        var answer = (Response.AttributesOf) set(MODE, 0, 0, 0, 0);
        assertThat(answer.attributes().mode()).isEqualTo(0100640);
        assertThat(fs.tree.takeLog()).isEmpty();
    }

    @Test
    void theOwnerThatIsThereOrRootsIsAcceptedAndAnyOtherRefused() {
        assertThat(set(SetAttributes.UID | SetAttributes.GID, 0, 0, 0, Unmounted.GID))
                .isInstanceOf(Response.AttributesOf.class);
        assertThat(set(SetAttributes.GID, 0, 0, 0, 0)).isInstanceOf(Response.AttributesOf.class);
        assertThat(set(SetAttributes.UID, 0, 0, 1000, 0)).isEqualTo(new Response.Failed(Errno.EPERM));
        assertThat(set(SetAttributes.GID, 0, 0, 0, 1000)).isEqualTo(new Response.Failed(Errno.EPERM));
        assertThat(fs.tree.takeLog()).isEmpty();
    }

    @Test
    void aTimeIsKeptInWholeSeconds() {
        var answer = (Response.AttributesOf) set(SetAttributes.MTIME, 0, 1_700_000_000L, 0, 0);
        assertThat(answer.attributes().seconds()).isEqualTo(1_700_000_000);
        assertThat(fs.tree.takeLog()).containsExactly("touch f");
    }

    @Test
    void aSizeCutsOrExtends() {
        var answer = (Response.AttributesOf) set(SetAttributes.SIZE, 3, 0, 0, 0);
        assertThat(answer.attributes().size()).isEqualTo(3);
        set(SetAttributes.SIZE, 5, 0, 0, 0);
        assertThat(fs.tree.text("f")).isEqualTo("con\0\0");
    }

    @Test
    void aSizeAndATimeTogetherAreTwoChanges() {
        set(SetAttributes.SIZE | SetAttributes.MTIME, 3, 5, 0, 0);
        assertThat(fs.tree.takeLog()).containsExactly("truncate f", "touch f");
    }

    @Test
    void withoutQuorumSizeAndTimeAreRefused() {
        fs.tree.quorate(false);
        assertThat(set(SetAttributes.SIZE, 3, 0, 0, 0)).isEqualTo(new Response.Failed(Errno.EACCES));
        assertThat(set(SetAttributes.MTIME, 0, 3, 0, 0)).isEqualTo(new Response.Failed(Errno.EACCES));
    }

    private Response set(int valid, long size, long seconds, int uid, int gid) {
        return fs.ask(new SetAttributes(fs.node("f"), valid, size, seconds, uid, gid));
    }
}
