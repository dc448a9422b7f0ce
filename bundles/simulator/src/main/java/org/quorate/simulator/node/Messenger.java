package org.quorate.simulator.node;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.world.Chance;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.cpg.CpgListener;
import org.quorate.totem.cpg.CpgProcess;

/**
 * A process in a group that sends numbered messages, and knows what the others must send next: while two processes are
 * members together, neither misses a message of the other, nor gets one twice.
 */
public final class Messenger implements CpgListener {
    private static final String GROUP = "simulator";
    private static final int HEADER_BYTES = 16;
    private static final long UNKNOWN = -1;

    private final SimulatedNode node;
    private final Map<CpgProcess, Long> expected = new HashMap<>();
    private long sent;
    private boolean joined;

    Messenger(SimulatedNode node) {
        this.node = node;
    }

    void start() {
        joined = true;
        node.cpg().join(GROUP, node.pid(), this);
    }

    /** Leaves the group, or joins it again. */
    void leaveOrJoin() {
        if (joined) {
            joined = false;
            expected.clear();
            node.cpg().leave(GROUP, node.pid());
        } else {
            start();
        }
    }

    /** Whether it wants to be a member. */
    public boolean isJoined() {
        return joined;
    }

    /** The nodes whose processes are in the group, as this node sees it, in order. */
    public List<Integer> members() {
        return node.cpg().groups().getOrDefault(GROUP, List.of()).stream()
                .map(CpgProcess::node)
                .toList();
    }

    /** Sends a message of at least so many bytes; dropped if there is no room. */
    void send(int bytes) {
        if (!joined) {
            return;
        }
        var content = ByteBuffer.allocate(Math.max(bytes, HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(sent).putInt(node.pid()).putInt(content.capacity());
        fill(content, sent);
        if (node.submit(Cpg.encode(node.id(), GROUP, node.pid(), content.flip()))) {
            sent++;
        }
    }

    private static void fill(ByteBuffer content, long number) {
        long pattern = Chance.mix(number);
        while (content.remaining() >= Long.BYTES) {
            content.putLong(pattern++);
        }
        while (content.hasRemaining()) {
            content.put((byte) pattern++);
        }
    }

    @Override
    public void delivered(CpgProcess sender, ByteBuffer message) {
        var judge = node.world().judge();
        if (judge.hasLiars()) {
            return;
        }
        if (message.remaining() < HEADER_BYTES || message.getInt(message.position() + 12) != message.remaining()) {
            throw judge.violated(Invariant.I2, node + " got a message of " + sender + " that is not whole");
        }
        long number = message.getLong(message.position());
        if (message.remaining() > HEADER_BYTES) {
            var whole = ByteBuffer.allocate(message.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            whole.putLong(number).putInt(message.getInt(message.position() + 8)).putInt(message.remaining());
            fill(whole, number);
            if (!whole.flip().equals(message)) {
                throw judge.violated(Invariant.I2, node + " got another message than " + sender + " has sent");
            }
        }
        long next = expected.getOrDefault(sender, UNKNOWN);
        if (next != UNKNOWN && next != number) {
            throw judge.violated(
                    Invariant.I2,
                    node + " got message " + number + " of " + sender + ", and message " + next + " was to come");
        }
        judge.checked(Invariant.I2);
        expected.put(sender, number + 1);
        node.world().trace().add(number, (long) node.id() << 32 | sender.node());
    }

    @Override
    public void changed(List<CpgProcess> members, List<Change> left, List<Change> come) {
        left.forEach(change -> expected.remove(change.process()));
        come.forEach(change -> expected.remove(change.process()));
        var self = new CpgProcess(node.id(), node.pid());
        if (come.stream().anyMatch(change -> change.process().equals(self))) {
            expected.clear(); // it was away, and has missed what was sent meanwhile
        }
    }
}
