package org.quorate.quorum.votequorum;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ConfigurationException;
import org.quorate.config.CorosyncConf;
import org.quorate.config.plan.Plan;
import org.quorate.node.NodeHome;

/** Nodes with one vote each, and their configuration. */
final class Nodes {
    private Nodes() {}

    private record Loaded(ClusterConfig cluster, ClusterMembers members) implements ActiveConfiguration {
        @Override
        public void reload() {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public boolean replace(String text, String name) {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public Plan plan(Path file) {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public List<String> refused() {
            return List.of();
        }
    }

    /** Of as many nodes as are wanted, with these lines in the quorum section. */
    static ActiveConfiguration configuration(int localNodeId, int nodes, String... quorum)
            throws ConfigurationException, UnknownHostException {
        var text = new StringBuilder("totem {\n  version: 2\n  cluster_name: q\n  transport: udpu\n}\nquorum {\n");
        for (var line : quorum) {
            text.append("  ").append(line).append('\n');
        }
        text.append("}\nnodelist {\n");
        var resolved = new ArrayList<ClusterMembers.ResolvedNode>();
        for (int id = 1; id <= nodes; id++) {
            var address = "192.0.2." + id;
            text.append(
                    "  node {\n    nodeid: %d\n    name: n%d\n    ring0_addr: %s\n  }\n".formatted(id, id, address));
            resolved.add(new ClusterMembers.ResolvedNode(
                    id,
                    "n" + id,
                    1,
                    new TreeMap<>(Map.of(0, new InetSocketAddress(InetAddress.getByName(address), 5405)))));
        }
        var cluster = ClusterConfig.of(CorosyncConf.parse(text.append("}\n").toString(), "corosync.conf"));
        return new Loaded(cluster, new ClusterMembers(localNodeId, resolved));
    }

    static NodeHome home(Path root) {
        return new NodeHome(root, root.resolve("corosync.conf"), Optional.empty(), Optional.empty());
    }
}
