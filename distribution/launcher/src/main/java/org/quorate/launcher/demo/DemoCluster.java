package org.quorate.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.config.NodeEntry;
import org.quorate.config.Problem;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * The nodes of a demo as they are on disk and among the processes.
 *
 * @param net words for the addresses
 * @param fresh whether the configuration was written now
 */
record DemoCluster(Path folder, List<DemoNode> nodes, String net, boolean fresh) {
    /** A node ends within 10 seconds by itself. */
    private static final int STOP_SECONDS = 15;

    /** The demo in that folder, made if there is none. */
    static DemoCluster prepare(DemoOptions options) throws StartException {
        Path folder = options.folder();
        for (DemoNode node : found(folder).nodes()) {
            if (node.process().isPresent()) {
                throw StartException.environment("a demo runs in " + folder + " (" + node.name() + " is process "
                        + node.process().get().pid() + "); stop it with 'quorate demo --stop --dir " + folder
                        + "', or give another --dir");
            }
        }
        return Files.exists(new DemoNode(folder, 1).config()) ? again(options) : anew(options);
    }

    /** Whatever nodes there are. */
    static DemoCluster found(Path folder) {
        int count = 0;
        while (Files.isDirectory(new DemoNode(folder, count + 1).home())) {
            count++;
        }
        return new DemoCluster(folder, nodes(folder, count), "", false);
    }

    private static DemoCluster anew(DemoOptions options) throws StartException {
        int count = options.nodes().orElse(DemoOptions.USUAL_NODES);
        DemoNet net = DemoNet.free(count, RandomGenerator.getDefault());
        var cluster = new DemoCluster(
                options.folder(),
                nodes(options.folder(), count),
                net.address(1) + " to " + net.address(count) + ", UDP port " + DemoNet.PORT,
                true);
        String text = DemoConfig.text(count, options.transport(), net);
        try {
            Files.createDirectories(options.folder());
            Files.writeString(cluster.config(), text);
            for (DemoNode node : cluster.nodes()) {
                Files.createDirectories(node.config().getParent());
                Files.writeString(node.config(), text);
            }
        } catch (IOException e) {
            throw StartException.environment(
                    options.folder() + " cannot be written (" + Reason.of(e) + "); choose another --dir");
        }
        return cluster;
    }

    /** With the configuration and the data it had: what was in the tree is there again. */
    private static DemoCluster again(DemoOptions options) throws StartException {
        ClusterConfig config;
        try {
            config = ClusterConfig.load(new DemoNode(options.folder(), 1).config());
        } catch (ConfigurationException e) {
            throw new StartException(
                    StartException.CONFIGURATION,
                    e.problems().stream().map(Problem::toString).toList());
        }
        int count = config.nodes().size();
        if (options.nodes().isPresent() && options.nodes().getAsInt() != count) {
            throw StartException.usage("the demo in " + options.folder() + " has " + count
                    + " nodes; leave out --nodes, or give another --dir");
        }
        List<String> addresses = config.nodes().stream()
                .map(NodeEntry::ringAddresses)
                .map(rings -> String.join(" ", rings.values()))
                .toList();
        return new DemoCluster(options.folder(), nodes(options.folder(), count), String.join(", ", addresses), false);
    }

    private static List<DemoNode> nodes(Path folder, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new DemoNode(folder, number))
                .toList();
    }

    Path config() {
        return folder.resolve("corosync.conf");
    }

    /** Stops all that runs, unmounts what was left; the lines say what could not be done. */
    List<String> stop() throws InterruptedException {
        var running = new ArrayList<ProcessHandle>();
        nodes.forEach(node -> node.process().ifPresent(running::add));
        running.forEach(ProcessHandle::destroy);
        var ended = CompletableFuture.allOf(
                running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        var problems = new ArrayList<String>();
        try {
            ended.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            running.stream().filter(ProcessHandle::isAlive).forEach(process -> {
                problems.add("process " + process.pid() + " did not end in " + STOP_SECONDS + " s and was killed");
                process.destroyForcibly();
            });
        }
        for (DemoNode node : nodes) {
            if (!Mounts.unmount(node.mount())) {
                problems.add(node.mount() + " is still mounted; try 'umount -l " + node.mount() + "'");
            }
        }
        return problems;
    }
}
