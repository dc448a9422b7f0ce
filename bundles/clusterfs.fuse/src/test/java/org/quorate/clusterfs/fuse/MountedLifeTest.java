package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.clusterfs.fuse.kernel.FuseDevice;
import org.quorate.clusterfs.fuse.kernel.MountException;
import org.quorate.clusterfs.fuse.kernel.MountPoint;

/** How a mount comes and goes, and what happens to its callers then. */
@Timeout(120)
class MountedLifeTest {
    @TempDir
    Path folder;

    @Test
    void unmountingLeavesNothing() throws Exception {
        var mount = new Mounted(folder);
        Files.writeString(mount.file("f"), "x");
        assertThat(Mounted.mounts(mount.path)).isEqualTo(1);
        mount.close();
        assertThat(Mounted.mounts(mount.path)).isZero();
        assertThat(mount.path).isEmptyDirectory();
        assertThat(descriptorsOfTheDevice()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("quorate-mount"));
    }

    @Test
    void aMountInUseIsUnmountedByForceAndItsUsersGetErrors() throws Exception {
        var mount = new Mounted(folder);
        Files.writeString(mount.file("f"), "x");
        try (var open = FileChannel.open(mount.file("f"))) {
            mount.close();
            assertThat(Mounted.mounts(mount.path)).isZero();
            assertThatThrownBy(() -> open.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
        assertThat(descriptorsOfTheDevice()).isZero();
    }

    @Test
    void aChangeUnderWayIsAnsweredBeforeTheMountGoes() throws Exception {
        var mount = new Mounted(folder);
        var ring = new LinkedBlockingQueue<Runnable>();
        mount.tree.ring(ring::add);
        var making = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.createDirectory(mount.file("d"));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        var change = ring.take();
        var closing = CompletableFuture.runAsync(mount::close);
        change.run();
        assertThat(making.join()).isEqualTo(mount.file("d"));
        closing.join();
    }

    @Test
    void theMountOfAProcessThatDiedIsReplaced() throws Exception {
        Mounted.assumeMountable();
        var path = folder.resolve("mount");
        for (int life = 0; life < 2; life++) {
            try (var device = FuseDevice.open()) {
                MountPoint.prepare(path).mount(device, 4096);
            }
            assertThatThrownBy(() -> Files.list(path).close())
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("not connected");
        }
        try (var mount = new Mounted(folder)) {
            Files.writeString(mount.file("f"), "x");
            assertThat(Mounted.mounts(path)).isEqualTo(1);
        }
        assertThat(Mounted.mounts(path)).isZero();
    }

    @Test
    void theMountOfARunningNodeIsNotTaken() throws Exception {
        try (var mount = new Mounted(folder)) {
            assertThatThrownBy(() -> MountSession.open(mount.path, mount.trees, Mounted.settings()))
                    .isInstanceOf(MountException.class)
                    .hasMessageContaining("already mounted by a running node");
            assertThat(mount.path).isEmptyDirectory();
        }
    }

    @Test
    void aMountThatSomebodyElseUnmountedIsLeftAlone() throws Exception {
        var mount = new Mounted(folder);
        mount.tree.mkdir("d").join();
        var umount =
                new ProcessBuilder("umount", mount.path.toString()).inheritIO().start();
        assertThat(umount.waitFor()).isZero();
        Files.writeString(mount.file("theirs"), "x");
        mount.close();
        assertThat(mount.file("theirs")).exists();
        assertThat(descriptorsOfTheDevice()).isZero();
    }

    @Test
    void callersDoNotNoticeThatTheTreeIsExchanged() throws Exception {
        try (var mount = new Mounted(folder)) {
            mount.tree.put("f", "content".getBytes(UTF_8)).join();
            var reading = mount.start("read go; cat f; echo more > g; cat g");
            mount.trees.left(mount.tree);
            try (var input = reading.getOutputStream()) {
                input.write('\n');
            }
            mount.trees.arrived(mount.tree);
            assertThat(new String(reading.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("contentmore\n");
            assertThat(reading.waitFor()).isZero();
        }
    }

    @Test
    void aCallerThatIsKilledGoesThoughItsChangeDoesNotEnd() throws Exception {
        try (var mount = new Mounted(folder)) {
            var ring = new LinkedBlockingQueue<Runnable>();
            mount.tree.ring(ring::add);
            var process = mount.start("exec mkdir d");
            var change = ring.take();
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            change.run();
            assertThat(mount.file("d")).isDirectory();
        }
    }

    @Test
    void readersGoOnWhileChangesWaitForTheRing() throws Exception {
        try (var mount = new Mounted(folder)) {
            mount.tree.put("f", "content".getBytes(UTF_8)).join();
            for (int i = 0; i < 8; i++) {
                mount.tree.mkdir("d" + i).join();
            }
            var ring = new LinkedBlockingQueue<Runnable>();
            mount.tree.ring(ring::add);
            var waiting = mount.start("for i in 0 1 2 3 4 5 6 7; do mkdir d$i/x & done; wait");
            for (int i = 0; i < 8; i++) {
                var change = ring.take();
                assertThat(Files.readString(mount.file("f"))).isEqualTo("content");
                change.run();
            }
            assertThat(waiting.waitFor()).isZero();
        }
    }

    private static long descriptorsOfTheDevice() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(MountedLifeTest::isTheDevice).count();
        }
    }

    private static boolean isTheDevice(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(Path.of("/dev/fuse"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
