package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.find;
import static org.quorate.clusterfs.tree.Trees.text;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Values that were computed by pmxcfs itself. */
class TreeVectorsTest {
    @Test
    void aHundredFilesGiveTheKnownIndex() {
        var tree = Tree.empty();
        for (int i = 0; i < 100; i++) {
            tree = tree.apply(new Change.Create("testfile" + i), 0, 1234).after();
            tree = tree.apply(new Change.Write("testfile" + i, 0, new byte[32768]), 0, 1234)
                    .after();
        }
        assertThat(tree.version()).isEqualTo(201);
        assertThat(tree.lastInode()).isEqualTo(200);
        assertThat(tree.index().bytes()).hasSize(4072);
        assertThat(hex(Entry.sha256().digest(tree.index().bytes())))
                .isEqualTo("913fd95015af9d93f10dd51ba2a7bb11351bcfe040be21e95fcba834adc3ec10");
    }

    @Test
    void aSmallTreeGivesTheKnownChecksums() {
        var tree = Tree.empty();
        tree = tree.apply(new Change.Mkdir("priv"), 1, 1000).after();
        tree = tree.apply(new Change.Mkdir("priv/lock"), 1, 1001).after();
        tree = tree.apply(new Change.Mkdir("priv/lock/l"), 1, 1002).after();
        tree = tree.apply(new Change.Create("f"), 2, 1003).after();
        tree = tree.apply(new Change.Write("f", 0, text("hello\n")), 2, 1004).after();
        assertThat(tree.version()).isEqualTo(6);
        assertThat(tree.inodes()).extracting(Entry::inode).containsExactly(2L, 3L, 4L, 5L);
        assertThat(hex(find(tree, "priv/lock/l").checksum()))
                .isEqualTo("f690a1b324cb4f2dcb91347810b71cb8df3e1004c6b3f56d9ac89861805a51c6");
        assertThat(hex(tree.checksum())).isEqualTo("d17c235941dbb6496c7323738479a2c93c8a050c564978fda0ddf4167eb3d94b");
        assertThat(hex(tree.root().digest()))
                .isEqualTo("28c89acd73b6c44b8da732c88716c6e35fb81272b949021d47d477720cfb2e8b");
        assertThat(hex(find(tree, "f").digest()))
                .isEqualTo("4d927b3ea2652af0dff74190f139f9a13a0877a97d595c7cea23c1fd5c3d8865");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
