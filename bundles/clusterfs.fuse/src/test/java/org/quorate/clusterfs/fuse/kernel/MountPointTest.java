package org.quorate.clusterfs.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MountPointTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFolderIsMade() throws MountException {
        MountPoint.prepare(folder.resolve("a/b"));
        assertThat(folder.resolve("a/b")).isEmptyDirectory();
    }

    @Test
    void aFolderWithFilesIsRefusedByName() throws IOException {
        Files.writeString(folder.resolve("precious"), "");
        assertThatThrownBy(() -> MountPoint.prepare(folder))
                .isInstanceOf(MountException.class)
                .hasMessageContaining(folder + " is not empty");
        assertThat(folder.resolve("precious")).exists();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> MountPoint.prepare(file))
                .isInstanceOf(MountException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aLinkToAFolderIsFollowed() throws IOException, MountException {
        var target = Files.createDirectory(folder.resolve("target"));
        var link = Files.createSymbolicLink(folder.resolve("link"), target);
        assertThat(MountPoint.prepare(link).path()).isEqualTo(target.toRealPath());
    }
}
