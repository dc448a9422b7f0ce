package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quorate.integration.nodes.Await;

/** Real corosync nodes and one Quorate node, each in its namespace. */
final class MixedCluster implements AutoCloseable {
    private static int networks;

    private final Network network;
    private final List<Node> nodes = new ArrayList<>();
    private final List<CorosyncNode> real = new ArrayList<>();
    private final QuorateNode ours;
    private final Thread atExit = new Thread(this::remove);
    private Configuration configuration;

    /**
     * Makes it; nothing is started.
     *
     * @param position id of the Quorate node
     */
    MixedCluster(Path folder, int count, int position) throws IOException {
        var client = Peers.client(Files.createDirectories(folder));
        network = new Network(nextNetwork(), count);
        configuration = Configuration.of(network);
        try {
            ours = new QuorateNode(network, position, Files.createDirectories(folder.resolve("n" + position)));
            for (int id = 1; id <= count; id++) {
                if (id == position) {
                    nodes.add(ours);
                } else {
                    var own = Files.createDirectories(folder.resolve("n" + id));
                    var node = new CorosyncNode(network, id, own, client);
                    real.add(node);
                    nodes.add(node);
                }
            }
            configure(configuration);
            Runtime.getRuntime().addShutdownHook(atExit); // a run that is broken off must leave nothing behind, too
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    static synchronized int nextNetwork() {
        return ++networks;
    }

    /** Writes the files of all nodes. */
    void configure(Configuration next) throws IOException {
        configuration = next;
        for (var node : nodes) {
            next.write(node.folder());
        }
    }

    Configuration configuration() {
        return configuration;
    }

    Network network() {
        return network;
    }

    QuorateNode ours() {
        return ours;
    }

    /** A real one. */
    CorosyncNode real(int index) {
        return real.get(index);
    }

    List<CorosyncNode> real() {
        return real;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int id) {
        return nodes.get(id - 1);
    }

    /** Starts those that do not run, and waits until all are in one ring, however it was before. */
    void whole() throws IOException {
        network.heal();
        for (var node : nodes) {
            if (!node.isAlive()) {
                node.start();
            }
        }
        awaitRing(nodes.size());
    }

    /** Waits until all that run see so many members. */
    void awaitRing(int members) {
        Await.until("all see " + members + " members", () -> {
            for (var node : real) {
                if (node.isAlive() && !node.sees(members)) {
                    return false;
                }
            }
            return !ours.isAlive() || ours.sees(members);
        });
    }

    /** A process on each node in a group, all of which know each other. */
    List<GroupClient> joinAll(String group) throws IOException {
        var clients = new ArrayList<GroupClient>();
        for (var node : nodes) {
            clients.add(node.join(group));
        }
        var all = clients.toArray(GroupClient[]::new);
        for (var client : clients) {
            client.awaitMembers(all);
        }
        return clients;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    private void remove() {
        nodes.forEach(Node::close);
        network.close();
    }
}
