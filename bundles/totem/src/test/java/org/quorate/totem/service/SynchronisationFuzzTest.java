package org.quorate.totem.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.totem.frame.RingId;

/** Barriers and lists of services that are not what they should be. */
class SynchronisationFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("quorate.long") ? 25_000 : 250;
    private static final int MESSAGES = 10;
    private static final List<Integer> MEMBERS = List.of(1, 2, 3);
    private static final int[] NUMBERS = {0, 1, 2, 127, 128, 129, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final Queue<byte[]> sent = new ArrayDeque<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void afterWhateverMembersSaidTheNextOneComesToItsEnd(long seed) {
        var random = new Random(seed);
        var sync = new Synchronisation(sent::add, id -> id == 3 ? new QuorumBarrier() : null, Service::syncProcess);
        for (int round = 1; round <= ROUNDS; round++) {
            sync.begin(new RingId(1, round), MEMBERS, List.of(0, 2, 3));
            for (int i = 0; i < MESSAGES; i++) {
                var mine = sent.poll();
                var message = mine == null ? new byte[random.nextInt(700)] : mine;
                say(sync, random.nextInt(20) == 0 ? random.nextInt() : 1 + random.nextInt(3), message);
                say(sync, 1 + random.nextInt(3), spoiled(message.clone(), random));
            }
            sync.abort();
            sent.clear();
            assertThat(isFinished(sync, new RingId(1, ROUNDS + round))).isTrue();
        }
    }

    /** All members say the same as this node. */
    private boolean isFinished(Synchronisation sync, RingId ring) {
        sync.begin(ring, MEMBERS, List.of(0, 2, 3));
        boolean finished = false;
        for (var message = sent.poll(); message != null; message = sent.poll()) {
            for (int member : MEMBERS) {
                finished |= say(sync, member, message) == Synchronisation.Progress.FINISHED;
            }
        }
        return finished && sync.isIdle();
    }

    private static Synchronisation.Progress say(Synchronisation sync, int sender, byte[] message) {
        int from = Math.min(Message.SYNC.length, message.length);
        return sync.delivered(
                sender,
                ByteBuffer.wrap(message, from, message.length - from).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte[] spoiled(byte[] message, Random random) {
        if (message.length < 60) {
            return message;
        }
        var out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = Message.SYNC.length + Integer.BYTES * random.nextInt(12);
            out.putInt(at, random.nextBoolean() ? random.nextInt(5) : NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(message, random.nextInt(message.length + 50)) : message;
    }
}
