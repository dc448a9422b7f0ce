package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Trees for tests, and what must hold for every tree. */
public final class Trees {
    private Trees() {}

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A tree after changes that all must succeed, written by node 1 at times from 1000 on. */
    public static Tree after(Change... changes) {
        return after(Tree.empty(), changes);
    }

    public static Tree after(Tree tree, Change... changes) {
        int time = 1000;
        for (var change : changes) {
            var applied = tree.apply(change, 1, time++);
            assertThat(applied.error()).as("%s", change).isNull();
            tree = applied.after();
        }
        return tree;
    }

    public static List<Entry> rows(Tree tree) {
        var rows = new ArrayList<Entry>(List.of(tree.root()));
        tree.inodes().forEach(rows::add);
        return rows;
    }

    public static Entry find(Tree tree, String path) {
        var entry = tree.find(path);
        assertThat(entry).as(path).isNotNull();
        return java.util.Objects.requireNonNull(entry);
    }

    /** Reloaded from its rows it is the same tree, with the same guests. */
    public static void verify(Tree tree) throws DamagedTreeException {
        var loaded = TreeLoader.load(rows(tree), Guests.NONE);
        assertThat(loaded.index()).isEqualTo(tree.index());
        assertThat(loaded.checksum()).isEqualTo(tree.checksum());
        assertThat(loaded.bytes()).isEqualTo(tree.bytes());
        assertThat(configs(loaded)).containsExactlyElementsOf(configs(tree));
        for (var entry : tree.inodes()) {
            assertThat(tree.find(entry.path())).isSameAs(entry);
        }
    }

    private static List<GuestConfig> configs(Tree tree) {
        var configs = new ArrayList<GuestConfig>();
        tree.guests().all().forEach(guest -> configs.add(guest.config()));
        return configs;
    }
}
