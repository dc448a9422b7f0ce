package org.quorate.shell.corosync;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.config.TotemOptions;
import org.quorate.quorum.QuorumStatus;
import org.quorate.ring.RingStatus;
import org.quorate.shell.result.CmapValue;

/** The keys of {@code cmap_keys(8)} that are found out while the node runs, as far as this node has them. */
final class RuntimeKeys {
    private static final List<String> TIE_BREAKERS = List.of("", "lowest", "highest");

    private final SortedMap<String, CmapValue> keys = new TreeMap<>();

    private RuntimeKeys() {}

    static SortedMap<String, CmapValue> of(
            ClusterConfig cluster, ClusterMembers members, RingStatus ring, QuorumStatus quorum) {
        var all = new RuntimeKeys();
        all.totem(cluster.totem());
        all.members(cluster, members, ring);
        if (cluster.quorum().provider().isPresent()) {
            all.votequorum(cluster, quorum);
        }
        return all.keys;
    }

    private void totem(TotemOptions totem) {
        config("token", totem.tokenMillis());
        config("token_retransmit", totem.tokenRetransmitMillis());
        config("hold", totem.holdMillis());
        config("join", totem.joinMillis());
        config("send_join", totem.sendJoinMillis());
        config("consensus", totem.consensusMillis());
        config("merge", totem.mergeMillis());
        config("downcheck", totem.downcheckMillis());
        config("fail_recv_const", totem.failRecvConst());
        config("seqno_unchanged_const", totem.seqnoUnchangedConst());
        config("window_size", totem.windowSize());
        config("max_messages", totem.maxMessages());
        config("miss_count_const", totem.missCountConst());
        config("block_unlisted_ips", "no".equals(totem.options().get("block_unlisted_ips")) ? 0 : 1);
    }

    private void config(String key, int value) {
        keys.put("runtime.config.totem." + key, CmapValue.u32(value));
    }

    /** Of those in the ring; of another node's configuration this one does not know the version. */
    private void members(ClusterConfig cluster, ClusterMembers members, RingStatus ring) {
        int position = 0;
        for (var node : members.nodes()) {
            var id = Integer.toUnsignedString(node.nodeId());
            boolean local = node.nodeId() == members.localNodeId();
            if (local && !cluster.nodes().isEmpty()) {
                keys.put("nodelist.local_node_pos", CmapValue.u32(position(cluster, node, position)));
            }
            if (ring.members().contains(node.nodeId())) {
                keys.put("runtime.members." + id + ".ip", CmapValue.str(addresses(node)));
                keys.put("runtime.members." + id + ".status", CmapValue.str("joined"));
                if (local) {
                    keys.put("runtime.members." + id + ".config_version", CmapValue.u64(cluster.configVersion()));
                }
            }
            position++;
        }
    }

    /** In the order of the file, which need not be that of the ids. */
    private static int position(ClusterConfig cluster, ResolvedNode node, int byId) {
        var entries = cluster.nodes();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).nodeId() == node.nodeId()) {
                return i;
            }
        }
        return byId; // the file has no ids
    }

    private static String addresses(ResolvedNode node) {
        return node.addresses().entrySet().stream()
                .map(link -> "r(" + link.getKey() + ") ip("
                        + link.getValue().getAddress().getHostAddress() + ") ")
                .collect(Collectors.joining());
    }

    private void votequorum(ClusterConfig cluster, QuorumStatus quorum) {
        put("this_node_id", Integer.toUnsignedLong(quorum.localNodeId()));
        keys.put("runtime.votequorum.two_node", CmapValue.u8(quorum.flags().contains(QuorumStatus.Flag.TWO_NODE)));
        put(
                "atb_type",
                cluster.quorum()
                        .autoTieBreakerNode()
                        .map(RuntimeKeys::tieBreaker)
                        .orElse(0));
        if (!quorum.nodes().isEmpty()) {
            put(
                    "lowest_node_id",
                    Integer.toUnsignedLong(quorum.nodes().getFirst().nodeId()));
            put(
                    "highest_node_id",
                    Integer.toUnsignedLong(quorum.nodes().getLast().nodeId()));
        }
    }

    private void put(String key, long value) {
        keys.put("runtime.votequorum." + key, CmapValue.u32(value));
    }

    private static int tieBreaker(String node) {
        return TIE_BREAKERS.contains(node) ? TIE_BREAKERS.indexOf(node) : TIE_BREAKERS.size();
    }
}
