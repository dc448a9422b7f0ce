package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Delete;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Change.Rename;
import org.quorate.clusterfs.tree.Change.Write;
import org.quorate.clusterfs.tree.GuestConfig.Type;

class GuestsTest {
    private static final String A100 = "nodes/a/qemu-server/100.conf";
    private static final String B100 = "nodes/b/qemu-server/100.conf";

    private final Tree tree = after(
            new Mkdir("nodes"),
            new Mkdir("nodes/a"),
            new Mkdir("nodes/a/qemu-server"),
            new Mkdir("nodes/a/lxc"),
            new Mkdir("nodes/b"),
            new Mkdir("nodes/b/qemu-server"),
            new Create(A100),
            new Create("tmp"));

    @Test
    void aPathNamesItsGuest() {
        assertThat(GuestConfig.of(A100)).isEqualTo(new GuestConfig(100, Type.QEMU, "a"));
        assertThat(GuestConfig.of("nodes/n-1/lxc/4294967295.conf")).isEqualTo(new GuestConfig(-1, Type.LXC, "n-1"));
        assertThat(GuestConfig.of("nodes/X/openvz/7.conf")).isEqualTo(new GuestConfig(7, Type.OPENVZ, "X"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodes/a/qemu-server/0.conf",
                "nodes/a/qemu-server/010.conf",
                "nodes/a/qemu-server/4294967296.conf",
                "nodes/a/qemu-server/99999999999.conf",
                "nodes/a/qemu-server/x1.conf",
                "nodes/a/qemu-server/.conf",
                "nodes/a/qemu-server/1.conf.tmp",
                "nodes/-a/qemu-server/1.conf",
                "nodes/a-/qemu-server/1.conf",
                "nodes//qemu-server/1.conf",
                "nodes/a.b/qemu-server/1.conf",
                "nodes/a/qemu/1.conf",
                "nodes/a/1.conf",
                "nodes/a/qemu-server/x/1.conf",
                "qemu-server/1.conf",
                "nodes/.conf",
                "nodes/a.conf"
            })
    void otherPathsNameNone(String path) {
        assertThat(GuestConfig.of(path)).isNull();
    }

    @Test
    void anIdIsConfiguredOnOneNodeAndForOneType() {
        assertThat(error(new Create(B100))).isEqualTo(Errno.EEXIST);
        assertThat(error(new Create("nodes/a/lxc/100.conf"))).isEqualTo(Errno.EEXIST);
        assertThat(error(new Rename("tmp", B100))).isEqualTo(Errno.EEXIST);
        assertThat(error(new Create("nodes/b/qemu-server/101.conf"))).isNull();
        assertThat(error(new Rename("tmp", A100))).isNull();
    }

    @Test
    void aGuestMigratesByRenameAndMayChangeItsType() {
        assertThat(configs(after(tree, new Rename(A100, B100)))).containsExactly(new GuestConfig(100, Type.QEMU, "b"));
        assertThat(configs(after(tree, new Rename(A100, "nodes/a/lxc/100.conf"))))
                .containsExactly(new GuestConfig(100, Type.LXC, "a"));
        assertThat(configs(after(tree, new Rename(A100, "nodes/b/qemu-server/7.conf"))))
                .containsExactly(new GuestConfig(7, Type.QEMU, "b"));
        assertThat(configs(after(tree, new Rename(A100, "elsewhere")))).isEmpty();
    }

    @Test
    void aDeletedGuestFreesItsId() {
        var without = after(tree, new Delete(A100));
        assertThat(configs(without)).isEmpty();
        assertThat(configs(after(without, new Create(B100)))).containsExactly(new GuestConfig(100, Type.QEMU, "b"));
    }

    @Test
    void aDirectoryIsNoGuest() {
        var with = after(tree, new Mkdir("nodes/b/qemu-server/200.conf"));
        assertThat(configs(with)).hasSize(1);
        assertThat(configs(after(tree, new Mkdir("d"), new Rename("d", A100)))).isEmpty();
    }

    @Test
    void eachWriteRaisesTheVersionOfItsGuest() {
        int before = tree.guests().version();
        var written = after(tree, new Write(A100, 0, text("cores: 1\n")), new Write(A100, 0, text("cores: 2\n")));
        assertThat(written.guests().version()).isEqualTo(before + 2);
        assertThat(after(tree, new Write("tmp", 0, text("x"))).guests().version())
                .isEqualTo(before);
    }

    private @Nullable Errno error(Change change) {
        return tree.apply(change, 1, 1).error();
    }

    private static List<GuestConfig> configs(Tree tree) {
        var configs = new ArrayList<GuestConfig>();
        tree.guests().all().forEach(guest -> configs.add(guest.config()));
        return configs;
    }
}
