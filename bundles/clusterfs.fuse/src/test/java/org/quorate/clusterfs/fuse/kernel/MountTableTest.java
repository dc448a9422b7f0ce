package org.quorate.clusterfs.fuse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {
    private static final List<String> LINES = List.of(
            "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
            "50 22 0:45 / /etc/pve rw,nosuid,nodev shared:7 master:2 - fuse.quorate quorate rw,user_id=0",
            "51 22 0:46 / /mnt/with\\040space rw - tmpfs none rw",
            "52 51 0:47 / /mnt/with\\040space rw - fuse.quorate quorate rw",
            "53 22 0:48 / /short rw");

    @Test
    void theTopmostMountAtAPathIsFound() {
        assertThat(MountTable.typeAt(Path.of("/etc/pve"), LINES)).contains("fuse.quorate");
        assertThat(MountTable.typeAt(Path.of("/mnt/with space"), LINES)).contains("fuse.quorate");
        assertThat(MountTable.typeAt(Path.of("/"), LINES)).contains("ext4");
    }

    @Test
    void aPathBelowAMountOrALineThatIsCutIsNoMount() {
        assertThat(MountTable.typeAt(Path.of("/etc/pve/local"), LINES)).isEmpty();
        assertThat(MountTable.typeAt(Path.of("/short"), LINES)).isEmpty();
    }
}
