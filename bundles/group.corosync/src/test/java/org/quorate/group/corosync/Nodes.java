package org.quorate.group.corosync;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.CorosyncConf;
import org.quorate.config.plan.Plan;

/** Three nodes with two links each. */
record Nodes(ClusterConfig cluster, ClusterMembers members) implements ActiveConfiguration {
    private static final String FILE = """
            totem {
              version: 2
              cluster_name: q
            }
            quorum {
              provider: corosync_votequorum
            }
            nodelist {
              node {
                name: n1
                nodeid: 1
                ring0_addr: 192.0.2.1
              }
            }
            """;

    static Nodes of(int localNodeId) throws Exception {
        var cluster = ClusterConfig.of(CorosyncConf.parse(FILE, "corosync.conf"));
        List<ClusterMembers.ResolvedNode> nodes = IntStream.rangeClosed(1, 3)
                .mapToObj(id -> new ClusterMembers.ResolvedNode(
                        id, "n" + id, 1, new TreeMap<>(Map.of(0, address(id), 1, address(id + 10)))))
                .toList();
        return new Nodes(cluster, new ClusterMembers(localNodeId, nodes));
    }

    private static InetSocketAddress address(int last) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last}), 5405);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

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
