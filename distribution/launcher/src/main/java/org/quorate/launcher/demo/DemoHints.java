package org.quorate.launcher.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What to try next, as commands that can be copied. */
final class DemoHints {
    private final DemoCluster cluster;
    private final String program;
    private final boolean mounts;
    private final PrintStream out;

    /**
     * For one demo.
     *
     * @param script {@code bin/quorate}; what the user called counts more
     * @param mounts whether nodes are started with {@code --mount}
     */
    DemoHints(DemoCluster cluster, Path script, boolean mounts, PrintStream out) {
        this.cluster = cluster;
        this.program = Optional.ofNullable(System.getenv("QUORATE_PROGRAM")).orElse(script.toString());
        this.mounts = mounts;
        this.out = out;
    }

    /** The command that starts a node by hand. */
    String start(DemoNode node) {
        return String.join(" ", node.command(program, mounts));
    }

    void print(boolean mounted, boolean detached) {
        List<DemoNode> nodes = cluster.nodes();
        DemoNode first = nodes.getFirst();
        DemoNode last = nodes.getLast();
        if (mounted) {
            out.println("The tree of each node is mounted; what is written to one is in all:");
            nodes.forEach(node -> out.println("  " + node.mount()));
            out.println("  echo hello > " + first.mount() + "/hello; cat " + last.mount() + "/hello");
        }
        out.println("Open the shell of a node ('help' lists its commands):");
        out.println("  " + program + " shell --home " + first.home());
        out.println("Ask for the votes:");
        out.println("  " + program + " pvecm --home " + first.home() + " status");
        if (nodes.size() > 1) {
            out.println("Kill a node, see what the others say, start it again:");
            out.println("  kill -9 $(cat " + last.home() + "/run/quorate.pid)");
            out.println("  " + program + " pvecm --home " + first.home() + " status");
            out.println("  " + start(last));
        }
        out.println(
                detached
                        ? "Stop all nodes:\n  " + program + " demo --stop --dir " + cluster.folder()
                        : "Ctrl-C stops all nodes.");
    }
}
