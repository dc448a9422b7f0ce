package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.find;
import static org.quorate.clusterfs.tree.Trees.text;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Delete;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Change.Rename;
import org.quorate.clusterfs.tree.Change.SetTime;
import org.quorate.clusterfs.tree.Change.Truncate;
import org.quorate.clusterfs.tree.Change.Unlock;
import org.quorate.clusterfs.tree.Change.Write;

class MutationTest {
    private final Tree tree = after(
            new Mkdir("dir"),
            new Create("dir/file"),
            new Write("dir/file", 0, text("0123456789")),
            new Mkdir("empty"),
            new Create("file"),
            new Mkdir("priv"),
            new Mkdir("priv/lock"),
            new Mkdir("priv/lock/held"));

    @Test
    void eachChangeRaisesTheVersionByOneAndStampsEntryAndRoot() {
        var applied = tree.apply(new Create("new"), 7, 4321);
        var entry = find(applied.after(), "new");
        assertThat(applied.after().version()).isEqualTo(tree.version() + 1);
        assertThat(entry.inode()).isEqualTo(applied.after().version());
        assertThat(entry.version()).isEqualTo(applied.after().version());
        assertThat(applied.after().root().writer()).isEqualTo(7);
        assertThat(applied.after().root().mtimeSeconds()).isEqualTo(4321);
        assertThat(applied.put()).containsExactly(entry);
    }

    @Test
    void aRefusedChangeLeavesTheTreeAsItIs() {
        var applied = tree.apply(new Create("file"), 7, 4321);
        assertThat(applied.error()).isEqualTo(Errno.EEXIST);
        assertThat(applied.after()).isSameAs(tree);
    }

    @Test
    void aDirectoryKeepsItsTimeWhenAnEntryOfItChanges() {
        var before = find(tree, "dir");
        assertThat(find(tree.apply(new Create("dir/new"), 1, 9999).after(), "dir"))
                .isSameAs(before);
    }

    @Test
    void createAndMkdirNeedADirectoryAndAFreeName() {
        assertThat(error(new Create("missing/x"))).isEqualTo(Errno.ENOENT);
        assertThat(error(new Create("file/x"))).isEqualTo(Errno.ENOTDIR);
        assertThat(error(new Create("dir/file"))).isEqualTo(Errno.EEXIST);
        assertThat(error(new Mkdir("empty"))).isEqualTo(Errno.EEXIST);
        assertThat(error(new Create(""))).isEqualTo(Errno.EACCES);
        assertThat(error(new Mkdir("dir/."))).isEqualTo(Errno.EACCES);
        assertThat(error(new Mkdir("dir/.."))).isEqualTo(Errno.EACCES);
        assertThat(error(new Mkdir("dir/"))).isEqualTo(Errno.EACCES);
    }

    @Test
    void aWriteReplacesGrowsAndFillsGapsWithZeros() {
        assertThat(content(new Write("dir/file", 2, text("ab")))).isEqualTo(text("01ab456789"));
        assertThat(content(new Write("dir/file", 8, text("abcd")))).isEqualTo(text("01234567abcd"));
        assertThat(content(new Write("dir/file", 12, text("z")))).isEqualTo(text("0123456789\0\0z"));
        assertThat(content(new Write("dir/file", 0, text("ab")))).isEqualTo(text("ab23456789"));
    }

    @Test
    void aWriteIsRefusedBeyondTheLimitAndWhereThereIsNoFile() {
        assertThat(error(new Write("file", 1 << 20, text("x")))).isEqualTo(Errno.EFBIG);
        assertThat(error(new Write("file", -1, text("x")))).isEqualTo(Errno.EFBIG);
        assertThat(error(new Write("missing", 1 << 20, text("x")))).isEqualTo(Errno.EFBIG);
        assertThat(error(new Write("missing", 0, text("x")))).isEqualTo(Errno.ENOENT);
        assertThat(error(new Write("dir", 0, text("x")))).isEqualTo(Errno.ENOTDIR);
        assertThat(error(new Write("file", (1 << 20) - 1, text("x")))).isNull();
    }

    @Test
    void truncateCutsAndExtendsWithZeros() {
        assertThat(content(new Truncate("dir/file", 3))).isEqualTo(text("012"));
        assertThat(content(new Truncate("dir/file", 12))).isEqualTo(text("0123456789\0\0"));
        assertThat(error(new Truncate("file", (1 << 20) + 1))).isEqualTo(Errno.EFBIG);
        assertThat(error(new Truncate("dir", 0))).isEqualTo(Errno.ENOTDIR);
    }

    @Test
    void extendingAnEmptyFileAllocatesZeros() throws DamagedTreeException {
        var extended = after(tree, new Truncate("file", 5));
        assertThat(find(extended, "file").content()).isEqualTo(new byte[5]);
        Trees.verify(extended);
    }

    @Test
    void deleteTakesFilesAndEmptyDirectories() {
        assertThat(error(new Delete("missing"))).isEqualTo(Errno.ENOENT);
        assertThat(error(new Delete("dir"))).isEqualTo(Errno.ENOTEMPTY);
        assertThat(error(new Delete(""))).isEqualTo(Errno.EACCES);
        var applied = tree.apply(new Delete("empty"), 1, 1);
        assertThat(applied.after().find("empty")).isNull();
        assertThat(applied.removed()).containsExactly(find(tree, "empty"));
    }

    @Test
    void renameKeepsTheInodeAndReplacesAFileInOneChange() {
        var applied = tree.apply(new Rename("dir/file", "file"), 3, 5000);
        var moved = find(applied.after(), "file");
        assertThat(moved.inode()).isEqualTo(find(tree, "dir/file").inode());
        assertThat(moved.content()).isEqualTo(text("0123456789"));
        assertThat(moved.writer()).isEqualTo(3);
        assertThat(moved.mtimeSeconds()).isEqualTo(5000);
        assertThat(applied.after().find("dir/file")).isNull();
        assertThat(applied.removed()).containsExactly(find(tree, "file"));
        assertThat(applied.after().entries()).isEqualTo(tree.entries() - 1);
    }

    @Test
    void renameIsRefusedWhereTheTreeWouldBreak() {
        assertThat(error(new Rename("missing", "x"))).isEqualTo(Errno.ENOENT);
        assertThat(error(new Rename("", "x"))).isEqualTo(Errno.EACCES);
        assertThat(error(new Rename("dir", "x"))).isEqualTo(Errno.ENOTEMPTY);
        assertThat(error(new Rename("priv/lock/held", "x"))).isEqualTo(Errno.EACCES);
        assertThat(error(new Rename("file", "missing/x"))).isEqualTo(Errno.ENOENT);
        assertThat(error(new Rename("file", "dir/file/x"))).isEqualTo(Errno.ENOTDIR);
        assertThat(error(new Rename("file", "dir"))).isEqualTo(Errno.ENOTEMPTY);
        assertThat(error(new Rename("file", "dir/.."))).isEqualTo(Errno.EACCES);
        assertThat(error(new Rename("empty", "empty/inside"))).isEqualTo(Errno.EINVAL);
        assertThat(error(new Rename("file", "file"))).isEqualTo(Errno.EINVAL);
    }

    @Test
    void aRefusedRenameOntoAnEmptyDirectoryLeavesTheDirectory() {
        var applied = tree.apply(new Rename("dir", "empty"), 1, 1);
        assertThat(applied.error()).isEqualTo(Errno.ENOTEMPTY);
        assertThat(applied.after().find("empty")).isNotNull();
    }

    @Test
    void onlyTheHolderRefreshesALockAndOnlyForwards() {
        int held = find(tree, "priv/lock/held").mtimeSeconds();
        assertThat(error(new SetTime("priv/lock/held", held), 1)).isNull();
        assertThat(error(new SetTime("priv/lock/held", held - 1), 1)).isEqualTo(Errno.EACCES);
        assertThat(error(new SetTime("priv/lock/held", held + 1), 2)).isEqualTo(Errno.EACCES);
        assertThat(error(new SetTime("priv/lock/held", 0), 1)).isEqualTo(Errno.EACCES);
        assertThat(error(new SetTime("", 5), 1)).isEqualTo(Errno.EACCES);
        assertThat(error(new SetTime("file", 5), 2)).isNull();
    }

    @Test
    void unlockRemovesExactlyTheLockThatWasMeant() {
        var checksum = find(tree, "priv/lock/held").checksum();
        assertThat(error(new Unlock(new byte[32], "priv/lock/held"))).isEqualTo(Errno.EACCES);
        assertThat(error(new Unlock(find(tree, "empty").checksum(), "empty"))).isEqualTo(Errno.EACCES);
        assertThat(after(tree, new Unlock(checksum, "priv/lock/held")).find("priv/lock/held"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dir/file", "dir//file", "//dir///file"})
    void emptyComponentsArePassedOver(String path) {
        assertThat(tree.find(path)).isSameAs(tree.find("dir/file"));
    }

    private byte[] content(Change change) {
        return find(after(tree, change), "dir/file").content();
    }

    private @Nullable Errno error(Change change) {
        return error(change, 1);
    }

    private @Nullable Errno error(Change change, int writer) {
        return tree.apply(change, writer, 1).error();
    }
}
