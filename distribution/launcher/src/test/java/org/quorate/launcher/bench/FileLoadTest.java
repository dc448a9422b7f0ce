package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.launcher.StartException;
import org.quorate.launcher.bench.FileLoad.Operation;

class FileLoadTest {
    private static final Duration TIME = Duration.ofMillis(50);

    @TempDir
    Path folder;

    @Test
    void aCreateIsAFileOfItsOwnEachTime() throws Exception {
        var result = FileLoad.run(folder.resolve("c"), Operation.CREATE, 2, TIME);
        try (var files = Files.list(folder.resolve("c"))) {
            assertThat(files.count()).isEqualTo(result.millis().size());
        }
        assertThat(result.millis()).isSorted().isNotEmpty();
    }

    @Test
    void anOverwriteLeavesOneFileForEachWriter() throws Exception {
        FileLoad.run(folder, Operation.OVERWRITE, 4, TIME);
        assertThat(files()).hasSize(4).allSatisfy(file -> assertThat(file).hasSize(FileLoad.SIZE_BYTES));
    }

    @Test
    void aWriterThatBeginsWhenTheTimeIsOverMakesOneOperation() throws Exception {
        assertThat(FileLoad.run(folder, Operation.OVERWRITE, 4, Duration.ZERO).millis())
                .hasSize(4);
        assertThat(files()).hasSize(4);
    }

    @Test
    void aReplaceLeavesNoTemporaryFile() throws Exception {
        FileLoad.run(folder, Operation.REPLACE, 1, TIME);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatFailsIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> FileLoad.run(file, Operation.CREATE, 1, TIME))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void theFloorOfTheDiskLeavesNothingBehind() throws Exception {
        var floor = DiskFloor.of(folder);
        assertThat(floor.millis()).isSorted().isNotEmpty();
        assertThat(floor.toString()).startsWith(floor.fileSystem() + ", a forced write of 4 KiB takes p50 ");
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
