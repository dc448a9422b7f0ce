package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.find;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Mkdir;

class TreeIndexTest {
    private final Tree tree = after(new Mkdir("a"), new Create("a/b"), new Create("c"));

    @Test
    void isReadBackAsItWasWritten() throws MalformedException {
        var index = TreeIndex.parse(tree.index().bytes().clone());
        assertThat(index).isEqualTo(tree.index());
        assertThat(index.version()).isEqualTo(4);
        assertThat(index.lastInode()).isEqualTo(4);
        assertThat(index.size()).isEqualTo(4);
        assertThat(index.find(3)).isEqualTo(2);
        assertThat(index.find(9)).isNegative();
        assertThat(index.matches(2, find(tree, "a/b"))).isTrue();
        assertThat(index.matches(2, find(tree, "c"))).isFalse();
    }

    @Test
    void tellsWhatAnotherMemberLacks() {
        var more = after(tree, new Create("d"));
        assertThat(more.index().isKnownTo(tree.index(), 3)).isTrue();
        assertThat(more.index().isKnownTo(tree.index(), 4)).isFalse();
        assertThat(more.index().isKnownTo(tree.index(), 0))
                .as("the root carries the version")
                .isFalse();
    }

    @Test
    void damageIsRefused() {
        var bytes = tree.index().bytes();
        refused(Arrays.copyOf(bytes, bytes.length - 1));
        refused(Arrays.copyOf(bytes, 31));
        refused(new byte[72]);
        refused(changed(bytes, 8, 1)); // last inode
        refused(changed(bytes, 24, 1)); // entries
        refused(changed(bytes, 28, 1)); // bytes
        refused(changed(bytes, 0, 7)); // version below the last inode
        refused(changed(bytes, 7, 0x80)); // top bit of the version
        refused(changed(bytes, 32, 1)); // first inode
        refused(changed(bytes, 32 + 40, 7)); // order
    }

    /** After that version there would be no room for changes: the next ones would be negative, and no member's tree readable. */
    @Test
    void aVersionThatHasGoneAstrayIsRefused() {
        refused(changed(tree.index().bytes(), 7, 0x40));
        refused(changed(tree.index().bytes(), 7, 0x7F));
    }

    @Test
    void noBytesBreakIt() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            var bytes = tree.index().bytes().clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                var index = TreeIndex.parse(Arrays.copyOf(bytes, random.nextInt(20) == 0 ? 80 : bytes.length));
                assertThat(index.find(index.lastInode())).isEqualTo(index.size() - 1);
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageContaining("index");
            }
        }
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> TreeIndex.parse(bytes)).isInstanceOf(MalformedException.class);
    }

    private static byte[] changed(byte[] bytes, int at, int xor) {
        var copy = bytes.clone();
        copy[at] ^= (byte) xor;
        return copy;
    }
}
