package org.quorate.launcher.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What to try next. */
final class DemoHints {
    private DemoHints() {}

    static void print(DemoCluster cluster, Path script, boolean mounts, boolean detach, PrintStream out) {
        String program = program(script);
        List<DemoNode> nodes = cluster.nodes();
        DemoNode first = nodes.getFirst();
        DemoNode last = nodes.getLast();
        if (mounts) {
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
            out.println("  " + String.join(" ", last.command(program, mounts)));
        }
        out.println(
                detach
                        ? "Stop all nodes:\n  " + program + " demo --stop --dir " + cluster.folder()
                        : "Ctrl-C stops all nodes.");
    }

    /** As the user called it. */
    static String program(Path script) {
        return Optional.ofNullable(System.getenv("QUORATE_PROGRAM")).orElse(script.toString());
    }
}
