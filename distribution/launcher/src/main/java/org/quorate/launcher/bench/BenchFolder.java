package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;
import org.quorate.launcher.demo.DemoNode;

/**
 * Where the homes of a run are.
 *
 * @param temporary whether it goes when the run was good
 */
record BenchFolder(Path path, boolean temporary) {
    static BenchFolder of(BenchOptions options) throws StartException {
        try {
            if (options.folder().isEmpty()) {
                return new BenchFolder(Files.createTempDirectory("quorate-bench-"), true);
            }
            Path path = options.folder().get();
            if (Files.exists(new DemoNode(path, 1).home())) {
                throw StartException.environment(
                        path + " has nodes already; give another --dir, or remove it if no node runs in it");
            }
            return new BenchFolder(Files.createDirectories(path), false);
        } catch (IOException e) {
            throw StartException.environment("no folder for the nodes: " + Reason.of(e) + "; choose one with --dir");
        }
    }

    /** Each repetition begins with empty homes. */
    Path homes(int repetition) {
        return repetition == 1 ? path : path.resolve("repeat" + repetition);
    }

    /** Nothing may be mounted in it any more. */
    void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
