package org.quorate.clusterfs.tree;

import java.util.List;
import java.util.Random;

/** Changes in a small world, so that they often meet. */
public final class RandomChanges {
    private static final List<String> PATHS = List.of(
            "nodes",
            "nodes/a",
            "nodes/b",
            "nodes/a/lxc",
            "nodes/b/lxc",
            "nodes/b/qemu-server",
            "nodes/a/lxc/1.conf",
            "nodes/b/lxc/1.conf",
            "nodes/b/qemu-server/1.conf",
            "nodes/a/lxc/2.conf",
            "priv",
            "priv/lock",
            "priv/lock/x",
            "f",
            "g",
            "d",
            "d/f",
            "");

    private final Random random;

    public RandomChanges(Random random) {
        this.random = random;
    }

    public Change next() {
        var path = path();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Change.Mkdir(path);
            case 3, 4 -> new Change.Create(path);
            case 5, 6, 7 -> new Change.Write(path, random.nextInt(20), new byte[random.nextInt(20)]);
            case 8 -> new Change.Truncate(path, random.nextInt(30));
            case 9 -> new Change.Delete(path);
            case 10 -> new Change.Rename(path, path());
            default -> new Change.SetTime(path, random.nextInt(5000));
        };
    }

    private String path() {
        return PATHS.get(random.nextInt(PATHS.size()));
    }
}
