package org.quorate.launcher.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.quorate.launcher.StartException;
import org.quorate.launcher.client.CommandClient;

/** Starts, watches and stops the nodes of a demo. */
public final class DemoProgram {
    private static final Duration JOIN_BOUND = Duration.ofSeconds(90);

    /** The tree works without the mount, so that is not waited for as long. */
    private static final Duration MOUNT_BOUND = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 100;

    private final DemoCluster cluster;
    private final Path program;
    private final boolean mounts;
    private final PrintStream out;
    private final Map<DemoNode, Process> children = new HashMap<>();
    private final long startNanos = System.nanoTime();
    private volatile boolean stopping;

    private DemoProgram(DemoCluster cluster, Path program, boolean mounts, PrintStream out) {
        this.cluster = cluster;
        this.program = program;
        this.mounts = mounts;
        this.out = out;
    }

    /**
     * {@code quorate demo}.
     *
     * @param distribution where {@code bin/quorate} is
     */
    public static int run(Path distribution, List<String> words) throws StartException {
        DemoOptions options = DemoOptions.of(words);
        try {
            if (options.stop()) {
                return stop(options.folder(), System.out);
            }
            boolean mounts = options.mount() && Mounts.possible();
            if (options.mount() && !mounts) {
                System.out.println(
                        "The trees are not mounted, that takes root and /dev/fuse; 'tree:ls' in the shell shows them.");
            }
            var demo = new DemoProgram(
                    DemoCluster.prepare(options), distribution.resolve("bin/quorate"), mounts, System.out);
            return demo.start(options.detach());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return StartException.ENVIRONMENT;
        }
    }

    private static int stop(Path folder, PrintStream out) throws StartException, InterruptedException {
        DemoCluster cluster = DemoCluster.found(folder);
        if (cluster.nodes().isEmpty()) {
            throw StartException.environment("there is no demo in " + folder + "; --dir names the folder of one");
        }
        long running = cluster.nodes().stream()
                .filter(node -> node.process().isPresent())
                .count();
        out.println(running == 0 ? "No node of " + folder + " was running." : "Stopping " + nodes(running) + " ...");
        List<String> problems = cluster.stop();
        problems.forEach(out::println);
        return problems.isEmpty() ? 0 : StartException.ENVIRONMENT;
    }

    private int start(boolean detach) throws StartException, InterruptedException {
        int count = cluster.nodes().size();
        out.println("Configuration: "
                + (cluster.fresh()
                        ? cluster.config() + " (each home has a copy as etc/corosync.conf)"
                        : cluster.nodes().getFirst().config() + " (as it was)"));
        out.println("Addresses:     " + cluster.net());
        if (!mounts) {
            out.println("The trees are not mounted, that takes root and /dev/fuse; 'tree:ls' in the shell shows them.");
        }
        Thread stopper = new Thread(this::stopAll, "stop-demo");
        Runtime.getRuntime().addShutdownHook(stopper);
        for (DemoNode node : cluster.nodes()) {
            Mounts.unmount(node.mount());
            Process process = node.start(program, mounts);
            children.put(node, process);
            out.println(node.name() + ": process " + process.pid() + ", home " + node.home());
        }
        awaitJoined(count);
        boolean mounted = awaitMounted();
        out.println();
        out.print(CommandClient.ask(cluster.nodes().getFirst().home(), "pvecm:status")
                .output());
        out.println();
        new DemoHints(cluster, program, mounts, out).print(mounted, detach);
        if (detach) {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } else {
            watch();
        }
        return 0;
    }

    private void awaitJoined(int count) throws StartException, InterruptedException {
        var seen = new HashMap<DemoNode, String>();
        while (true) {
            boolean all = true;
            for (DemoNode node : cluster.nodes()) {
                failIfEnded(node);
                Optional<DemoState> state = DemoState.of(node);
                state.ifPresent(known -> report(seen, node, known));
                all &= state.filter(known -> known.joined(count)).isPresent();
            }
            if (all) {
                out.println("Joined and quorate: " + nodes(count) + " after " + elapsed() + ".");
                return;
            }
            if (System.nanoTime() - startNanos > JOIN_BOUND.toNanos()) {
                throw StartException.environment("the nodes did not all join within " + JOIN_BOUND.toSeconds() + " s; "
                        + cluster.folder() + "/n*/log/quorate.log says why");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean awaitMounted() throws InterruptedException {
        long began = System.nanoTime();
        var missing = new ArrayList<>(mounts ? cluster.nodes() : List.<DemoNode>of());
        missing.removeIf(node -> Mounts.mounted(node.mount()));
        while (!missing.isEmpty() && System.nanoTime() - began < MOUNT_BOUND.toNanos()) {
            Thread.sleep(POLL_MILLIS);
            missing.removeIf(node -> Mounts.mounted(node.mount()));
        }
        for (DemoNode node : missing) {
            out.println(node.name() + ": its tree is not mounted; " + node.home() + "/log/quorate.log says why");
        }
        return mounts && missing.isEmpty();
    }

    private void report(Map<DemoNode, String> seen, DemoNode node, DemoState state) {
        String text = state.toString();
        if (!text.equals(seen.put(node, text))) {
            out.println(node.name() + ": " + text + " (" + elapsed() + ")");
        }
    }

    private void failIfEnded(DemoNode node) throws StartException {
        Process process = children.get(node);
        if (process != null && !process.isAlive()) {
            var lines = new ArrayList<>(List.of(node.name() + " ended with exit code " + process.exitValue()));
            lines.addAll(node.lastWords());
            throw new StartException(StartException.ENVIRONMENT, lines);
        }
    }

    /** Until all nodes have ended, or a signal comes. */
    private void watch() throws InterruptedException {
        var running = new HashMap<>(children);
        while (!running.isEmpty()) {
            for (DemoNode node : cluster.nodes()) {
                Process process = running.get(node);
                if (process != null && process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    running.remove(node);
                    Mounts.unmount(node.mount());
                    if (!stopping) {
                        out.println(node.name() + " has ended (exit code " + process.exitValue()
                                + "); start it again with "
                                + new DemoHints(cluster, program, mounts, out).start(node));
                    }
                }
            }
        }
    }

    /** In the shutdown hook: after a signal, after a failure, and when the last node has ended. */
    private void stopAll() {
        stopping = true;
        try {
            out.println("Stopping all nodes ...");
            for (Process process : children.values()) {
                process.destroy(); // also those that have no process id in their home yet
            }
            cluster.stop().forEach(out::println);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String nodes(long count) {
        return count == 1 ? "1 node" : count + " nodes";
    }

    private String elapsed() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startNanos) / 1e9);
    }
}
