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

    Messenger(SimulatedNode node) {
        this.node = node;
    }

    void start() {
        node.cpg().join(GROUP, node.pid(), this);
    }

    /** Sends a message of at least so many bytes; dropped if there is no room. */
    void send(int bytes) {
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
    public void changed(List<CpgProcess> members, List<Change> left, List<Change> joined) {
        left.forEach(change -> expected.remove(change.process()));
        joined.forEach(change -> expected.remove(change.process()));
    }
}
