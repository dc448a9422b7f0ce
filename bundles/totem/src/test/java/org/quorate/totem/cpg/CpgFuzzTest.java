package org.quorate.totem.cpg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.RingId;

/** Members that say what they please about processes and messages, in the order and in the synchronisation. */
class CpgFuzzTest {
    private static final int MESSAGES = Boolean.getBoolean("quorate.long") ? 250_000 : 2500;
    private static final int PREFIX_BYTES = 5;
    private static final int SELF = 1;
    private static final int NODES = 3;
    private static final long MAX_GROWTH_BYTES = 32L << 20;
    private static final String[] GROUPS = {"g", "h", "pve_dcdb_v1\0"};
    private static final int[] NUMBERS = {
        0,
        1,
        2,
        3,
        127,
        128,
        129,
        -1,
        1 << 20,
        Cpg.MAX_MESSAGE_BYTES,
        Cpg.MAX_MESSAGE_BYTES + 1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE
    };

    private final List<ByteBuffer> sent = new ArrayList<>();
    private final Cpg cpg = new Cpg(SELF, sent::add);
    private int heard;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverMembersSayTheTableIsThatOfTheMembersAfterASynchronisation(long seed) {
        var random = new Random(seed);
        long before = usedBytes();
        cpg.join(GROUPS[0], 100, new Counting());
        for (int i = 0; i < MESSAGES; i++) {
            if (random.nextInt(200) == 0) {
                synchronise(random.nextInt(NODES));
            }
            deliver(1 + random.nextInt(NODES), spoiled(any(random), random));
            sent.clear();
        }
        synchronise(0);
        synchronise(0);
        sent.forEach(message -> deliver(SELF, message)); // it may have been made to leave
        assertThat(cpg.groups()).containsOnlyKeys(GROUPS[0]);
        assertThat(cpg.groups().get(GROUPS[0])).containsExactly(new CpgProcess(SELF, 100));
        assertThat(heard).isPositive();
        assertThat(usedBytes() - before).isLessThan(MAX_GROWTH_BYTES);
    }

    /** All are there or some are not; who is lists nothing. */
    private void synchronise(int missing) {
        var members = new ArrayList<Integer>();
        for (int node = 1; node <= NODES - missing; node++) {
            members.add(node);
        }
        cpg.syncBegin(new RingId(SELF, 8), members, members);
        sent.clear();
        cpg.syncProcess();
        List.copyOf(sent).forEach(message -> deliver(SELF, message));
        sent.clear();
        cpg.syncActivate();
    }

    private static byte[] any(Random random) {
        var group = GROUPS[random.nextInt(GROUPS.length)];
        int pid = 100 + random.nextInt(5);
        int node = 1 + random.nextInt(NODES);
        int length = random.nextInt(100);
        var message = switch (random.nextInt(7)) {
            case 0 -> CpgCodec.joinOrLeave(CpgCodec.JOIN, group, pid, CpgReason.JOIN);
            case 1 -> CpgCodec.joinOrLeave(CpgCodec.LEAVE, group, pid, CpgReason.LEAVE);
            case 2 -> CpgCodec.joinList(List.of(new CpgCodec.Membership(group, pid)));
            case 3 -> CpgCodec.message(group, node, pid, length);
            case 4 -> CpgCodec.downList(NODES, List.of(node));
            default -> CpgCodec.part(group, node, pid, 1 + random.nextInt(3), 300, length);
        };
        return message.array();
    }

    private static byte[] spoiled(byte[] message, Random random) {
        var out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            int at = PREFIX_BYTES + 16 + random.nextInt(Math.min(message.length, 210) - PREFIX_BYTES - 20);
            if (random.nextBoolean()) {
                out.putInt(at, NUMBERS[random.nextInt(NUMBERS.length)]);
            } else {
                message[at] = (byte) random.nextInt(256);
            }
        }
        return random.nextInt(10) == 0
                ? Arrays.copyOf(message, PREFIX_BYTES + 16 + random.nextInt(message.length))
                : message;
    }

    private void deliver(int sender, ByteBuffer message) {
        deliver(sender, message.array());
    }

    private void deliver(int sender, byte[] message) {
        var bytes = ByteBuffer.wrap(message, PREFIX_BYTES, message.length - PREFIX_BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        cpg.delivered(bytes.getInt(0) & 0xFFFF, sender, bytes);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private final class Counting implements CpgListener {
        @Override
        public void delivered(CpgProcess sender, ByteBuffer message) {
            heard += message.remaining() > 0 ? 1 : 0;
        }

        @Override
        public void changed(List<CpgProcess> members, List<Change> left, List<Change> joined) {
            assertThat(members).isSorted();
        }
    }
}
