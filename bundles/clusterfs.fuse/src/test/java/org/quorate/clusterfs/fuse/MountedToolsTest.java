package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.clusterfs.fuse.kernel.MountException;
import org.quorate.tree.TreeError;

/** What people and programs do on the mount, through the kernel. */
@Timeout(120)
class MountedToolsTest {
    @TempDir
    Path folder;

    private Mounted mount;

    @BeforeEach
    void mount() throws MountException {
        mount = new Mounted(folder);
    }

    @AfterEach
    void unmount() {
        if (mount != null) {
            mount.close();
        }
    }

    @Test
    void aShellWritesReadsMovesAndRemoves() throws Exception {
        mount.sh("echo one > f; echo two >> f; mkdir -p d/e; cp f d/g; mv d/g f2; mv f2 d/e");
        assertThat(mount.tree.text("f")).isEqualTo("one\ntwo\n");
        assertThat(mount.sh("cat d/e/f2; find . | sort; ls -l f | cut -c1-10"))
                .isEqualTo("one\ntwo\n.\n./d\n./d/e\n./d/e/f2\n./f\n-rw-r-----");
        assertThat(mount.run("rmdir d").output()).contains("Directory not empty");
        mount.sh("rm -r d f");
        assertThat(mount.sh("ls -A")).isEmpty();
    }

    @Test
    void editorsReplaceAFileWhole() throws Exception {
        mount.sh("printf 'a\\nb\\n' > f; sed -i s/a/x/ f");
        assertThat(mount.tree.text("f")).isEqualTo("x\nb\n");
        mount.tree.takeLog();
        Files.writeString(mount.file("f"), "by an editor that truncates");
        assertThat(mount.tree.takeLog()).containsExactly("put f");
    }

    @Test
    void copyingWithAttributesWorks() throws Exception {
        var source = Files.createDirectories(folder.resolve("source/sub"));
        Files.writeString(source.resolve("file"), "content");
        mount.sh("chmod 700 " + source + "; touch -d @1700000000 " + source + "/file; cp -a " + folder + "/source .");
        assertThat(mount.tree.text("source/sub/file")).isEqualTo("content");
        assertThat(mount.sh("stat -c %Y source/sub/file; cp -p source/sub/file f; stat -c '%Y %u %g' f"))
                .isEqualTo("1700000000\n1700000000 0 33");
    }

    @Test
    void whatTheTreeCannotDoIsRefusedWithItsReason() throws Exception {
        mount.sh("echo x > f");
        assertThat(mount.run("ln -s f l").output()).contains("Operation not permitted");
        assertThat(mount.run("ln f h").output()).contains("Operation not permitted");
        assertThat(mount.run("mkfifo p").output()).contains("Operation not permitted");
        assertThat(mount.run("chown 1000 f").output()).contains("Operation not permitted");
        assertThat(mount.run("head -c 1048577 /dev/zero > big").output()).contains("File too large");
        assertThat(mount.run("mkdir " + "n".repeat(300)).output()).contains("File name too long");
        mount.tree.fail(TreeError.ENOSPC);
        assertThat(mount.run("mkdir d").output()).contains("No space left on device");
    }

    @Test
    void withoutQuorumWritingFailsAtOnceAndReadingWorks() throws Exception {
        mount.sh("echo x > f");
        mount.tree.quorate(false);
        for (String script : new String[] {"echo y > f", "echo y >> f", "echo y > g", "mkdir d", "rm f", "mv f g"}) {
            var outcome = mount.run(script);
            assertThat(outcome.status()).as(script).isNotZero();
            assertThat(outcome.output()).as(script).contains("Permission denied");
        }
        assertThat(mount.sh("cat f")).isEqualTo("x");
        mount.tree.quorate(true);
        mount.sh("echo y > f");
        assertThat(mount.tree.text("f")).isEqualTo("y\n");
    }

    @Test
    void aLargeWriteIsOneChangeWhereverItsBufferBegins() throws Exception {
        byte[] largest = new byte[(1 << 20) - 4096];
        largest[largest.length - 1] = 1;
        try (var out = FileChannel.open(mount.file("f"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            assertThat(out.write(ByteBuffer.wrap(largest))).isEqualTo(largest.length);
        }
        assertThat(mount.tree.takeLog()).containsExactly("create f", "write f");
        assertThat(Files.readAllBytes(mount.file("f"))).isEqualTo(largest);
    }

    @Test
    void fourWritersAtOnceEachFindTheirOwn() throws Exception {
        try (var writers = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<String>>();
            for (int writer = 0; writer < 4; writer++) {
                results.add(writers.submit(writerOf("w" + writer)));
            }
            for (int writer = 0; writer < 4; writer++) {
                assertThat(results.get(writer).get()).isEqualTo("w" + writer + " 49");
            }
        }
        assertThat(Integer.parseInt(mount.sh("ls | wc -l"))).isEqualTo(4 * 50);
    }

    private Callable<String> writerOf(String name) {
        return () -> {
            for (int i = 0; i < 50; i++) {
                var file = mount.file(name + "." + i);
                var temporary = mount.file(name + ".tmp");
                Files.writeString(temporary, "to be replaced");
                Files.writeString(temporary, name + " " + i);
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
                assertThat(Files.readString(file)).isEqualTo(name + " " + i);
                assertThat(Files.size(file)).isEqualTo((name + " " + i).length());
            }
            return Files.readString(mount.file(name + ".49"));
        };
    }

    @Test
    void onlyOneOfManyMakesADirectory() throws Exception {
        try (var callers = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<Boolean>>();
            for (int caller = 0; caller < 16; caller++) {
                results.add(callers.submit(() -> {
                    try {
                        Files.createDirectory(mount.file("lock"));
                        return true;
                    } catch (FileAlreadyExistsException held) {
                        return false;
                    }
                }));
            }
            int holders = 0;
            for (var result : results) {
                holders += result.get() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        }
    }

    @Test
    void aRemovedFileIsReadToItsEndByWhoHasItOpen() throws IOException {
        Files.writeString(mount.file("f"), "content");
        try (var in = FileChannel.open(mount.file("f"))) {
            Files.delete(mount.file("f"));
            var read = ByteBuffer.allocate(100);
            in.read(read);
            assertThat(new String(read.array(), 0, read.position(), UTF_8)).isEqualTo("content");
            assertThat(in.size()).isEqualTo(7);
        }
    }

    @Test
    void aThousandNamesAreListedOnceEach() throws Exception {
        for (int i = 0; i < 1000; i++) {
            mount.tree.put("file-with-a-long-name-" + i, new byte[i]).join();
        }
        assertThat(mount.sh("ls | sort -u | wc -l; ls -l | awk '{s+=$5} END {print s}'"))
                .isEqualTo("1000\n499500");
    }

    @Test
    void theMountIsShownByItsTypeWithTheLimitsOfTheTree() throws Exception {
        mount.sh("echo x > f");
        assertThat(mount.sh("df -T . | tail -1 | awk '{print $1, $2, $3}'")).isEqualTo("quorate fuse.quorate 131072");
        assertThat(mount.sh("stat -f -c '%c %l' .")).isEqualTo("262144 256");
    }

    @Test
    void localFilesAndLinksAreThere() throws Exception {
        mount.tree.addLocalFile(".members", () -> "{}\n");
        mount.tree.addLocalLink("local", "nodes/n1");
        mount.sh("mkdir -p nodes/n1; echo x > local/f");
        assertThat(mount.sh("cat .members nodes/n1/f; readlink local; stat -c %a .members"))
                .isEqualTo("{}\nx\nnodes/n1\n440");
    }

    @Test
    void namesThatAreNotUtf8AreRefusedAndOthersKept() throws Exception {
        assertThat(mount.run("echo x > \"$(printf 'a\\377')\"").status()).isNotZero();
        mount.sh("echo x > 'grüße 日本'");
        assertThat(mount.tree.text("grüße 日本")).isEqualTo("x\n");
        assertThatThrownBy(() -> Files.createFile(mount.file("grüße 日本")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
