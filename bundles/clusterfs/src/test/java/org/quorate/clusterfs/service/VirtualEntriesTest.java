package org.quorate.clusterfs.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Trees;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeEntry.Kind;
import org.quorate.tree.TreeException;

class VirtualEntriesTest {
    private final VirtualEntries virtual = new VirtualEntries("hp1", Map.of(".version", () -> "text\n"));
    private final TreeReader reader =
            new TreeReader(Trees.after(new Mkdir("nodes"), new Create("local"), new Create("x")), true, virtual);

    @Test
    void linksLeadToTheOwnDirectories() throws TreeException {
        var local = reader.entry("local");
        assertThat(local.kind()).isEqualTo(Kind.LINK);
        assertThat(local.inode()).isNegative();
        assertThat(new String(reader.content(local.inode()), UTF_8)).isEqualTo("nodes/hp1");
        assertThat(local.size()).isEqualTo(9);
        assertThat(new String(reader.content(reader.entry("lxc").inode()), UTF_8))
                .isEqualTo("nodes/hp1/lxc");
        assertThat(reader.child(0, "openvz")).isPresent();
        assertThat(reader.path(local.inode())).contains("local");
        assertThat(reader.entry(local.inode())).contains(local);
    }

    @Test
    void theOwnersWriteBitOfLocalTellsOfQuorum() throws TreeException {
        assertThat(reader.entry("local").mode()).isEqualTo(0755);
        assertThat(new TreeReader(reader.tree(), false, virtual).entry("local").mode())
                .isEqualTo(0555);
    }

    @Test
    void theyStandInTheRootOnceAndInOrder() throws TreeException {
        assertThat(reader.list(0))
                .extracting(TreeEntry::name)
                .containsExactly(".version", "local", "lxc", "nodes", "openvz", "qemu-server", "x");
    }

    @Test
    void filesAreReadOnlyAndMadeWhenRead() throws TreeException {
        var version = reader.entry(".version");
        assertThat(version.kind()).isEqualTo(Kind.FILE);
        assertThat(version.mode()).isEqualTo(0440);
        assertThat(version.size()).isEqualTo(5);
        assertThat(reader.content(version.inode())).isEqualTo("text\n".getBytes(UTF_8));
    }

    @Test
    void nothingIsBelowThem() throws TreeException {
        assertThatThrownBy(() -> reader.entry("local/x")).isInstanceOf(TreeException.class);
        assertThatThrownBy(() -> reader.list(reader.entry("local").inode())).hasMessageContaining("no directory");
        assertThatThrownBy(() -> reader.content(0)).hasMessageContaining("is a directory");
        assertThat(virtual.covers("local/x")).isTrue();
        assertThat(virtual.covers("localhost")).isFalse();
        assertThat(virtual.covers("")).isFalse();
    }
}
