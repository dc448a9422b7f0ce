package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process of a node. */
final class NodeProcess {
    private final Path output;
    private @Nullable Process process;

    NodeProcess(Path output) {
        this.output = output;
    }

    void start(List<String> words) throws IOException {
        if (isAlive()) {
            throw new AssertionError("runs already: " + words);
        }
        process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    boolean isAlive() {
        var current = process;
        return current != null && current.isAlive();
    }

    long pid() {
        var current = process;
        if (current == null) {
            throw new AssertionError("not started");
        }
        return current.pid();
    }

    void stop() {
        signal("-TERM");
        awaitEnd();
    }

    void kill() {
        var current = process;
        if (current != null) {
            current.destroyForcibly().onExit().join();
        }
    }

    void awaitEnd() {
        var current = process;
        if (current != null) {
            current.onExit().join();
        }
    }

    void signal(String name) {
        Command.of("kill", name, Long.toString(pid())).output();
    }
}
