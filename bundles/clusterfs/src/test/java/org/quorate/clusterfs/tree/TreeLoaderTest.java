package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Entry.Kind;

class TreeLoaderTest {
    private final Tree tree = after(
            new Mkdir("nodes"),
            new Mkdir("nodes/a"),
            new Mkdir("nodes/a/lxc"),
            new Create("nodes/a/lxc/1.conf"),
            new Create("file"));

    @Test
    void anyOrderOfRowsGivesTheTree() throws DamagedTreeException {
        for (int seed = 0; seed < 20; seed++) {
            var rows = new ArrayList<>(rows(tree));
            Collections.shuffle(rows, new Random(seed));
            Trees.verify(TreeLoader.load(rows, Guests.NONE));
        }
    }

    @Test
    void damageIsNamedWithItsRow() {
        refuses("row 7 ('') has no usable name", row(7, 0, ""));
        refuses("row 7 ('a/b') has no usable name", row(7, 0, "a/b"));
        refuses("is in directory 99, which is missing", row(7, 99, "x"));
        refuses("which is not a directory", row(7, 6, "x"));
        refuses("has the name of another entry", row(7, 0, "file"));
        refuses("inode 6 exists twice", row(6, 0, "x"));
        refuses("inode above the version of the tree", row(8, 0, "x"));
        refuses("configures guest 1 a second time", dir(7, 3, "qemu-server"), row(8, 7, "1.conf"), root(8));
        refuses("inside each other", dir(7, 8, "x"), dir(8, 7, "y"), root(8));
        refuses("is a directory with content", Entry.row(7, 0, 7, 1, 1, Kind.DIRECTORY, "x", new byte[1]));
        assertThatThrownBy(() -> TreeLoader.load(List.of(row(2, 0, "x")), Guests.NONE))
                .isInstanceOf(DamagedTreeException.class)
                .hasMessageContaining("inode 0");
    }

    @Test
    void aVersionThatHasGoneAstrayIsRefused() {
        refuses("has version 4611686018427387905", root((1L << 62) + 1));
        refuses("has version -1", root(-1));
    }

    /** Each path holds those of all directories above: 100 000 short rows would need 20 GB. */
    @Test
    void directoriesWithoutEndAreRefused() {
        var chain = new Entry[100_000];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = dir(100 + i, i == 0 ? 0 : 99 + i, "d");
        }
        chain[0] = dir(100, 0, "chain");
        var rows = new ArrayList<>(List.of(chain));
        rows.add(root(1_000_000));
        refuses("paths", rows.toArray(Entry[]::new));
    }

    private void refuses(String message, Entry... more) {
        var rows = new ArrayList<>(rows(tree));
        rows.removeFirst();
        rows.addAll(List.of(more));
        if (rows.stream().noneMatch(Entry::isRoot)) {
            rows.add(root(7));
        }
        assertThatThrownBy(() -> TreeLoader.load(rows, Guests.NONE))
                .isInstanceOf(DamagedTreeException.class)
                .hasMessageContaining(message);
    }

    private static Entry root(long version) {
        return Entry.row(0, 0, version, 1, 1, Kind.FILE, "__version__", new byte[0]);
    }

    private static Entry row(long inode, long parent, String name) {
        return Entry.row(inode, parent, inode, 1, 1, Kind.FILE, name, new byte[0]);
    }

    private static Entry dir(long inode, long parent, String name) {
        return Entry.row(inode, parent, inode, 1, 1, Kind.DIRECTORY, name, new byte[0]);
    }
}
