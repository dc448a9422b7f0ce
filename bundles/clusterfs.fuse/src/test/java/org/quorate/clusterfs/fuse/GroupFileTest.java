package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupFileTest {
    @TempDir
    Path folder;

    @Test
    void aGroupIsFoundByNameAndRootsStandsForAMissingOne() throws IOException {
        var file = folder.resolve("group");
        Files.writeString(file, "root:x:0:\n# www-data:x:1:\nbroken\nwww-data:x:33:alice\n");
        assertThat(GroupFile.gid("www-data", file)).isEqualTo(33);
        assertThat(GroupFile.gid("none", file)).isZero();
        assertThat(GroupFile.gid("www-data", folder.resolve("none"))).isZero();
    }
}
