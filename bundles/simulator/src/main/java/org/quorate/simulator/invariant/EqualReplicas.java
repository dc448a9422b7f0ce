package org.quorate.simulator.invariant;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.clusterfs.tree.Applied;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.simulator.world.Chance;

/** I6. Those who are synced in one membership of one ring begin with the same tree and make the same changes. */
final class EqualReplicas {
    /** More than a ring has alive at once; older ones are not compared any more. */
    private static final int MAX_KNOWN = 50_000;

    private final Judge judge;
    private final Map<Long, Long> known = new HashMap<>();

    EqualReplicas(Judge judge) {
        this.judge = judge;
    }

    void synced(SimulatedNode node) {
        var replica = node.tree().replica();
        if (replica != null) {
            var digest = ByteBuffer.wrap(replica.tree().index().digest()).getLong();
            compare(node, replica.tree().version(), 1, digest, "is synced with another tree");
        }
    }

    void made(SimulatedNode node, Applied applied) {
        long change = applied.after().version();
        for (var entry : applied.put()) {
            change = Chance.mix(change ^ hash(entry));
        }
        for (var entry : applied.removed()) {
            change = Chance.mix(change ^ hash(entry) ^ 1);
        }
        node.world().trace().add(change, node.id());
        compare(node, applied.after().version(), 2, change, "makes another change");
    }

    private static long hash(Entry entry) {
        long numbers = entry.inode() * 31 + entry.version();
        numbers = Chance.mix(numbers ^ (long) entry.writer() << 32 ^ entry.mtimeSeconds() & 0xFFFFFFFFL);
        return numbers ^ (long) entry.path().hashCode() << 32 ^ Arrays.hashCode(entry.content()) & 0xFFFFFFFFL;
    }

    private void compare(SimulatedNode node, long version, long kind, long value, String how) {
        var replica = node.tree().replica();
        if (replica == null) {
            return;
        }
        long members = 0;
        for (var member : replica.members()) {
            members = Chance.mix(members ^ (long) member.nodeId() << 32 ^ member.pid());
        }
        long key = Chance.mix(node.ring().sequence() * 64 + node.ring().representative());
        key = Chance.mix(key ^ members);
        key = Chance.mix(key ^ version * 4 ^ kind);
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        var before = known.putIfAbsent(key, value);
        if (before != null && before != value) {
            throw judge.violated(Invariant.I6, node + " " + how + " at version " + version + " than others");
        }
        judge.checked(Invariant.I6);
    }

    void atRest(List<SimulatedNode> core) {
        SimulatedNode first = null;
        for (var node : core) {
            var replica = node.tree().replica();
            if (replica == null) {
                continue;
            }
            if (first == null) {
                first = node;
            }
            var other = first.tree().replica();
            if (other != null && !replica.tree().index().equals(other.tree().index())) {
                throw judge.violated(Invariant.I6, node + " and " + first + " have other trees at rest");
            }
            judge.checked(Invariant.I6);
        }
    }
}
