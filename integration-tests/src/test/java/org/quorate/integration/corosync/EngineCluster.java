package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.quorate.integration.nodes.Await;

/** Quorate nodes, each in its namespace; beside those whose engine is corosync runs a real daemon. */
final class EngineCluster implements AutoCloseable {
    /** What orders messages and counts votes. */
    enum Engine {
        /** A ring of the node's own. */
        TOTEM,
        /** That of the daemon beside it. */
        COROSYNC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Network network;
    private final List<QuorateNode> nodes = new ArrayList<>();
    private final TreeMap<Integer, CorosyncNode> daemons = new TreeMap<>();
    private final Thread atExit = new Thread(this::remove);

    /**
     * Makes it; nothing is started.
     *
     * @param engines of the nodes 1, 2, ...
     */
    EngineCluster(Path folder, List<Engine> engines) throws IOException {
        network = new Network(MixedCluster.nextNetwork(), engines.size());
        try {
            var configuration = Configuration.of(network);
            for (int id = 1; id <= engines.size(); id++) {
                var own = Files.createDirectories(folder.resolve("n" + id));
                var engine = engines.get(id - 1);
                configuration.write(own);
                nodes.add(new QuorateNode(network, id, own, engine.word()));
                if (engine == Engine.COROSYNC) {
                    var beside = Files.createDirectories(own.resolve("daemon"));
                    configuration.write(beside);
                    daemons.put(id, new CorosyncNode(network, id, beside, Path.of("no-client")));
                }
            }
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Writes the files of the Quorate nodes. */
    void configure(Configuration next) throws IOException {
        for (var node : nodes) {
            next.write(node.folder());
        }
    }

    QuorateNode node(int id) {
        return nodes.get(id - 1);
    }

    CorosyncNode daemon(int id) {
        var daemon = daemons.get(id);
        if (daemon == null) {
            throw new AssertionError("node " + id + " has no daemon");
        }
        return daemon;
    }

    List<QuorateNode> nodes() {
        return nodes;
    }

    Network network() {
        return network;
    }

    /** Starts what does not run, and waits until all nodes are in one ring, and have one tree. */
    void whole() throws IOException {
        network.heal();
        for (var daemon : daemons.values()) {
            if (!daemon.isAlive()) {
                daemon.start();
            }
        }
        for (var node : nodes) {
            if (!node.isAlive()) {
                node.start();
            }
        }
        awaitRing(nodes.size());
        awaitOneTree();
    }

    /** The machine of the node has no power any more. */
    void kill(int id) {
        var daemon = daemons.get(id);
        if (daemon != null) {
            daemon.kill();
        }
        node(id).kill();
    }

    /** Until all that run see so many members. */
    void awaitRing(int members) {
        Await.until("all see " + members + " members", () -> {
            for (var node : nodes) {
                if (node.isAlive() && !node.sees(members)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Until the trees of all that run are the same, and take changes. */
    void awaitOneTree() {
        Await.until("all have one tree", () -> {
            var trees = new ArrayList<String>();
            for (var node : nodes) {
                if (node.isAlive()) {
                    var status = node.shell("tree:status").output();
                    if (!status.contains("synced") || !status.matches("(?s).*Writable: +yes.*")) {
                        return false;
                    }
                    trees.add(status.substring(status.indexOf("Checksum:"))
                            .lines()
                            .findFirst()
                            .orElse(""));
                }
            }
            return trees.stream().distinct().count() == 1;
        });
    }

    /** A process on each node in a group, all of which know each other. */
    Tour tour(String group) throws IOException {
        var clients = new ArrayList<GroupClient>();
        for (var node : nodes) {
            clients.add(node.join(group));
        }
        var all = clients.toArray(GroupClient[]::new);
        clients.forEach(client -> client.awaitMembers(all));
        return new Tour(clients);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        nodes.forEach(QuorateNode::close);
        daemons.values().forEach(CorosyncNode::close);
        network.close();
    }
}
