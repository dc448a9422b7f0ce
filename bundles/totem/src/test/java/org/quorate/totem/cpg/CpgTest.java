package org.quorate.totem.cpg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.totem.frame.RingId;

/** What peers say about processes and their messages, and what a node keeps of it. */
class CpgTest {
    private static final int PREFIX_BYTES = 5;
    private static final String GROUP = "g";

    private final List<ByteBuffer> sent = new ArrayList<>();
    private final Cpg cpg = new Cpg(1, sent::add);
    private List<CpgProcess> members = List.of();
    private int delivered;
    private ByteBuffer last = ByteBuffer.allocate(0);

    private void deliver(int sender, ByteBuffer message) {
        var content = message.array();
        var bytes = ByteBuffer.wrap(content, PREFIX_BYTES, content.length - PREFIX_BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        cpg.delivered(bytes.getInt(0) & 0xFFFF, sender, bytes);
    }

    private void says(int sender, int function, String group, int pid) {
        deliver(sender, CpgCodec.joinOrLeave(function, group, pid, CpgReason.JOIN));
    }

    private void says(int sender, int pid, int type, int totalBytes, int bytes) {
        deliver(sender, CpgCodec.part(GROUP, sender, pid, type, totalBytes, bytes));
    }

    private void listen() {
        cpg.join(GROUP, 10, new CpgListener() {
            @Override
            public void delivered(CpgProcess sender, ByteBuffer message) {
                delivered++;
                last = message;
            }

            @Override
            public void changed(List<CpgProcess> now, List<Change> left, List<Change> joined) {
                members = now;
            }
        });
        deliver(1, sent.removeFirst());
    }

    @Test
    void aLargeMessageComesAsItWasGivenHoweverItsBuffersAreCut() {
        listen();
        says(2, CpgCodec.JOIN, GROUP, 20);
        var bytes = new byte[2 * Cpg.MAX_PIECE_BYTES + 1];
        new Random(1).nextBytes(bytes);
        var given = new ByteBuffer[] {
            ByteBuffer.wrap(bytes, 0, 0),
            ByteBuffer.wrap(bytes, 0, 7),
            ByteBuffer.wrap(bytes, 7, Cpg.MAX_PIECE_BYTES),
            ByteBuffer.wrap(bytes, 7 + Cpg.MAX_PIECE_BYTES, bytes.length - 7 - Cpg.MAX_PIECE_BYTES)
        };
        Cpg.encode(2, GROUP, 20, given).forEach(message -> deliver(2, message));
        assertThat(delivered).isEqualTo(1);
        assertThat(last).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(given[1].remaining()).as("what was given is not changed").isEqualTo(7);
    }

    @Test
    void aMessageInPiecesIsPutTogether() {
        listen();
        says(2, CpgCodec.JOIN, GROUP, 20);
        says(2, 20, CpgCodec.FIRST_PART, 30, 10);
        says(2, 20, CpgCodec.FURTHER_PART, 30, 10);
        assertThat(delivered).isZero();
        says(2, 20, CpgCodec.LAST_PART, 30, 10);
        assertThat(delivered).isEqualTo(1);
    }

    /** A few bytes each must not cost 64 MiB each. */
    @Test
    void anUnfinishedMessageCostsWhatHasComeAndNotWhatIsAnnounced() {
        listen();
        long before = usedBytes();
        for (int pid = 0; pid < 1000; pid++) {
            says(2, CpgCodec.JOIN, GROUP, pid);
            says(2, pid, CpgCodec.FIRST_PART, Cpg.MAX_MESSAGE_BYTES, 10);
        }
        assertThat(usedBytes() - before).isLessThan(16L << 20);
        assertThat(cpg.groups()).isNotEmpty();
    }

    @Test
    void processesThatAreNotInTheGroupLeaveNoUnfinishedMessages() {
        listen();
        says(2, CpgCodec.JOIN, GROUP, 1);
        long before = usedBytes();
        for (int pid = 2; pid < 10_000; pid++) {
            says(2, pid, CpgCodec.FIRST_PART, 20_000, 10_000);
        }
        assertThat(usedBytes() - before).isLessThan(16L << 20);
        assertThat(cpg.groups()).isNotEmpty();
    }

    @Test
    void aNodeHasNoMoreUnfinishedMessagesThanTheLargestTwo() {
        listen();
        for (int pid = 1; pid <= 3; pid++) {
            says(2, CpgCodec.JOIN, GROUP, pid);
            says(2, pid, CpgCodec.FIRST_PART, Cpg.MAX_MESSAGE_BYTES, 1 << 20);
        }
        for (int piece = 1; piece < 64; piece++) {
            for (int pid = 1; pid <= 3; pid++) {
                says(2, pid, piece == 63 ? CpgCodec.LAST_PART : CpgCodec.FURTHER_PART, Cpg.MAX_MESSAGE_BYTES, 1 << 20);
            }
        }
        assertThat(delivered).isBetween(1, 2);
        says(2, 1, CpgCodec.FIRST_PART, 20, 10);
        says(2, 1, CpgCodec.LAST_PART, 20, 10);
        assertThat(delivered).isBetween(2, 3);
    }

    @Test
    void aNodeHasABoundedNumberOfProcesses() {
        listen();
        for (int i = 0; i < 3 * Cpg.MAX_PROCESSES; i++) {
            says(2, CpgCodec.JOIN, "group" + i, i);
            says(3, CpgCodec.JOIN, GROUP, i);
        }
        assertThat(processes()).isEqualTo(2 * Cpg.MAX_PROCESSES + 1);
        for (int i = 0; i < 3 * Cpg.MAX_PROCESSES; i++) {
            says(2, CpgCodec.LEAVE, "group" + i, i);
        }
        assertThat(processes()).isEqualTo(Cpg.MAX_PROCESSES + 1);
        says(2, CpgCodec.JOIN, "again", 1);
        assertThat(cpg.groups()).containsKey("again");
    }

    private int processes() {
        return cpg.groups().values().stream().mapToInt(List::size).sum();
    }

    /** A process of this node that is not there: the others forget it, so this node must. */
    @Test
    void aProcessThatThisNodeDoesNotHaveGoesWithTheNextSynchronisation() {
        listen();
        says(1, CpgCodec.JOIN, GROUP, 999);
        assertThat(members).hasSize(2);
        synchronise();
        assertThat(members).containsExactly(new CpgProcess(1, 10));
    }

    /** Its join was displaced by a packet that nobody sent. */
    @Test
    void aProcessWhoseJoinWasLostJoinsAgainAfterASynchronisation() {
        listen();
        cpg.join("other", 11, new NoListener());
        sent.clear();
        synchronise();
        assertThat(sent).isEmpty(); // it may be on its way
        synchronise();
        assertThat(cpg.groups()).doesNotContainKey("other");
        assertThat(sent).hasSize(1);
        deliver(1, sent.getFirst());
        assertThat(cpg.groups()).containsKey("other");
    }

    private void synchronise() {
        cpg.syncBegin(new RingId(1, 8), List.of(1), List.of(1));
        cpg.syncProcess();
        List.copyOf(sent).forEach(message -> deliver(1, message));
        sent.clear();
        cpg.syncActivate();
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class NoListener implements CpgListener {
        @Override
        public void delivered(CpgProcess sender, ByteBuffer message) {}

        @Override
        public void changed(List<CpgProcess> now, List<Change> left, List<Change> joined) {}
    }
}
