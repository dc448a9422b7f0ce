package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.node.NodeHome;

/** The component, as the component runtime calls it. */
@Timeout(120)
class TreeMountTest {
    private static final TreeMount.Config DEFAULTS = (TreeMount.Config) Proxy.newProxyInstance(
            TreeMount.class.getClassLoader(),
            new Class<?>[] {TreeMount.Config.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "group" -> "www-data";
                case "readers" -> 0;
                case "tree_wait_seconds" -> 5;
                default -> throw new AssertionError(method);
            });

    @TempDir
    Path folder;

    private final TreeEvents events = new TreeEvents();
    private final InMemoryTree tree = new InMemoryTree();

    private TreeMount component(Optional<Path> mount) {
        tree.tell(events);
        return new TreeMount(DEFAULTS, new NodeHome(folder, folder, Optional.empty(), mount), events);
    }

    @Test
    void theTreeIsMountedWhenItComesAndUnmountedWhenTheComponentGoes() throws IOException {
        Mounted.assumeMountable();
        var path = folder.resolve("mount");
        var component = component(Optional.of(path));
        assertThat(path).doesNotExist();
        component.bindTree(tree);
        Files.writeString(path.resolve("f"), "x");
        assertThat(tree.text("f")).isEqualTo("x");
        component.unbindTree(tree);
        assertThat(Mounted.mounts(path)).isEqualTo(1);
        var next = new InMemoryTree();
        next.tell(events);
        component.bindTree(next);
        Mounted.until(() -> Files.notExists(path.resolve("f")));
        component.close();
        assertThat(Mounted.mounts(path)).isZero();
        assertThat(path).isEmptyDirectory();
    }

    @Test
    void whereNoMountIsWantedNothingHappens() {
        var component = component(Optional.empty());
        component.bindTree(tree);
        tree.mkdir("d").join();
        component.unbindTree(tree);
        component.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMountThatCannotBeMadeDoesNotDisturbTheNode() throws IOException {
        var occupied = Files.createDirectory(folder.resolve("mount"));
        Files.writeString(occupied.resolve("precious"), "x");
        var component = component(Optional.of(occupied));
        component.bindTree(tree);
        tree.mkdir("d").join();
        component.close();
        assertThat(occupied.resolve("precious")).hasContent("x");
        assertThat(Mounted.mounts(occupied)).isZero();
    }
}
