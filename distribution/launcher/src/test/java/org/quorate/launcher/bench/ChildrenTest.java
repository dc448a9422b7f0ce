package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.launcher.StartException;

class ChildrenTest {
    private final Children children = new Children();

    @TempDir
    Path folder;

    @Test
    void whatWasStartedEndsAndNothingStartsAnyMore() throws Exception {
        Process process = children.start(Children.builder(List.of("sleep", "1000")));
        children.close();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(() -> children.start(Children.builder(List.of("sleep", "1000"))))
                .isInstanceOf(StartException.class);
    }

    @Test
    void theAnswerOfACommandHasItsErrorsToo() throws Exception {
        var answer = children.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), 60);
        assertThat(answer).isEqualTo(new Children.Answer(3, "out\nerr\n"));
        children.close();
    }

    @Test
    void allThatIsMissingForAPeerIsNamedAtOnce() throws Exception {
        Files.createFile(folder.resolve("cluster.sh"));
        assertThatThrownBy(() -> CorosyncTools.prepare(folder, folder, children))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("there is no " + folder.resolve("cpg_bench.c"));
        children.close();
    }

    @Test
    void aFolderWithNodesIsNotTakenAgain() throws Exception {
        Files.createDirectory(folder.resolve("n1"));
        var options = BenchOptions.of(List.of("--dir", folder.toString()));
        assertThatThrownBy(() -> BenchFolder.of(options)).hasMessageContaining("has nodes already");
    }

    @Test
    void aTemporaryFolderGoesWithAllThatIsInIt() throws Exception {
        var temporary = BenchFolder.of(BenchOptions.of(List.of()));
        Files.createDirectories(temporary.homes(2).resolve("n1/log"));
        Files.createFile(temporary.homes(1).resolve("file"));
        temporary.delete();
        assertThat(temporary.path()).doesNotExist();
    }
}
