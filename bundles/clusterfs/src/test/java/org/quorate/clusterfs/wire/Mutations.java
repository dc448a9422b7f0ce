package org.quorate.clusterfs.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.quorate.clusterfs.tree.RandomChanges;
import org.quorate.clusterfs.tree.Tree;

/** Messages of the tree of every kind, with changed fields, cut, made longer, or put together of two. */
public final class Mutations {
    private static final int KINDS = 7;
    private static final int[] NUMBERS = {
        0, 1, 2, -1, 255, 4095, 4096, 65_535, 1 << 20, (1 << 20) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final long[] LARGE = {0, 1, -1, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE};

    private final Random random;
    private final RandomChanges changes;
    private Tree tree = Tree.empty();
    private int count;

    public Mutations(Random random) {
        this.random = random;
        this.changes = new RandomChanges(random);
    }

    /** The next one, of its own making or one of these; at least half are not spoiled. */
    public ByteBuffer next(List<ByteBuffer> heard) {
        var message = heard.isEmpty() || random.nextInt(3) == 0 ? made() : copy(any(heard));
        for (int edits = Math.max(0, random.nextInt(6) - 2); edits > 0; edits--) {
            message = edited(message, heard.isEmpty() ? made() : copy(any(heard)));
        }
        return ByteBuffer.wrap(message);
    }

    private ByteBuffer any(List<ByteBuffer> heard) {
        return heard.get(random.nextInt(heard.size()));
    }

    private static byte[] copy(ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return bytes;
    }

    private byte[] edited(byte[] message, byte[] tail) {
        var out = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int at = message.length == 0 ? 0 : random.nextInt(Math.min(message.length, 120));
        switch (message.length < 16 ? 5 : random.nextInt(7)) {
            case 0 -> message[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> message[at] = (byte) random.nextInt(256);
            case 2 ->
                out.putInt(Math.min(at & ~3, message.length - Integer.BYTES), NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 ->
                out.putLong(
                        Math.min(at & ~7, message.length - Long.BYTES),
                        LARGE[random.nextInt(LARGE.length)] + random.nextInt(3));
            case 4 -> out.putShort(0, (short) random.nextInt(KINDS + 2)).putShort(2, (short) random.nextInt(10));
            case 5 -> {
                return Arrays.copyOf(message, random.nextInt(message.length + 100));
            }
            default -> {
                int from = random.nextInt(tail.length + 1);
                var spliced = Arrays.copyOf(message, at + tail.length - from);
                System.arraycopy(tail, from, spliced, at, tail.length - from);
                return spliced;
            }
        }
        return message;
    }

    // ---- sound ones

    private byte[] made() {
        int time = 1000 + count;
        var epoch = new Epoch(random.nextInt(5), time, 1 + random.nextInt(5), 1000 + random.nextInt(3));
        var change = changes.next();
        if (random.nextInt(4) == 0) {
            tree = tree.apply(change, 1, time).after();
        }
        count++;
        return copy(Bytes.join(
                switch (random.nextInt(KINDS + 2)) {
                    case 0 -> FrameCodec.encode(new Frame.SyncStart(time, epoch));
                    case 1 ->
                        FrameCodec.encode(
                                new Frame.State(time, epoch, tree.index().bytes()));
                    case 2 -> FrameCodec.encode(new Frame.Update(time, epoch, anyEntry()));
                    case 3 -> FrameCodec.encode(new Frame.UpdateComplete(time, epoch));
                    case 4 -> FrameCodec.encode(new Frame.VerifyRequest(time, epoch, random.nextInt(3)));
                    case 5 -> FrameCodec.encode(new Frame.Verify(time, epoch, random.nextInt(3), tree.checksum()));
                    case 6 ->
                        OperationCodec.encode(
                                new Operation.RequestUnlock(anyEntry().checksum(), "priv/lock/x"), time, count);
                    default -> OperationCodec.encode(new Operation.Make(change), time, count);
                }));
    }

    private org.quorate.clusterfs.tree.Entry anyEntry() {
        var entries = new ArrayList<>(List.of(tree.root()));
        tree.inodes().forEach(entries::add);
        return entries.get(random.nextInt(entries.size()));
    }
}
