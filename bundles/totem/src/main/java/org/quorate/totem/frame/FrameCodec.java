package org.quorate.totem.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames to bytes and back.
 *
 * <pre>
 * | 0 magic u16 = 0xC070 | 2 version u8 = 3 | 3 type u8 | 4 encapsulated u8 | 5 node u32 | 9 unused u32 |
 *
 * token        | 13 seq | 17 token seq | 21 aru | 25 aru node | 29 ring, 12 | 41 backlog | 45 sent
 *              | 49 recovering | 53 n | 57 n times: ring, 12; seq |
 * merge detect | 13 originator | 17 ring, 12 |
 * join         | 13 originator | 17 p | 21 f | 25 ring sequence u64 | 33 p candidates | f failed |
 * commit token | 13 token seq | 17 ring, 12 | 29 unused | 33 filled | 37 n | 41 n members
 *              | n times: old ring, 12; aru; delivered; complete |
 * hold cancel  | 13 ring, 12 |
 *
 * report       | 13 h | 17 b | 21 h nodes heard | b nodes by whom it is heard |
 * relayed      | 13 origin | 17 target | 21 the frame |
 * </pre>
 *
 * All fields are u32 unless said otherwise. {@link Multicast} draws its own. The last two are not corosync's, and only
 * go to nodes that are known to be Quorate's: by byte 4 of their joins, where corosync has 0 and receives whatever is there.
 */
public final class FrameCodec {
    static final int TOKEN = 0;
    static final int MULTICAST = 1;
    static final int MERGE_DETECT = 2;
    static final int JOIN = 3;
    static final int COMMIT_TOKEN = 4;
    static final int HOLD_CANCEL = 5;
    static final int REPORT = 0x51;
    static final int RELAYED = 0x52;

    /** In byte 4 of a join. */
    private static final int MARK = 0x51;

    private static final int RELAYED_BYTES = 21;

    /** The largest frame: a UDP datagram. */
    public static final int MAX_BYTES = 65536;

    /** More nodes than that, corosync does not take. */
    public static final int MAX_NODES = 384;

    /** What is above has gone astray, and would leave no room for the next. */
    private static final long MAX_RING_SEQUENCE = 1L << 62;

    private static final int HEADER_BYTES = 13;
    private static final int MAGIC = 0xC070;
    private static final int MAGIC_OTHER_ORDER = 0x70C0;
    private static final int VERSION = 3;
    private static final int RETRANSMIT_BYTES = RingId.BYTES + Integer.BYTES;
    private static final int ENTRY_BYTES = RingId.BYTES + 3 * Integer.BYTES;

    private FrameCodec() {}

    /**
     * Reads the frame between position and limit; the bytes are copied.
     *
     * @throws MalformedFrameException if it is none; nothing was allocated for what its counts claim
     */
    public static Frame decode(ByteBuffer bytes) throws MalformedFrameException {
        var in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        need(in, HEADER_BYTES);
        int magic = Short.toUnsignedInt(in.getShort(0));
        if (magic == MAGIC_OTHER_ORDER) {
            int sender = Integer.reverseBytes(in.getInt(5));
            throw new MalformedFrameException(
                    MalformedFrameException.Kind.BYTE_ORDER, sender, "has the other byte order");
        }
        if (magic != MAGIC) {
            throw new MalformedFrameException("magic 0x" + Integer.toHexString(magic), 0);
        }
        int type = in.get(3);
        int sender = in.getInt(5);
        if (in.get(2) != VERSION) {
            throw new MalformedFrameException(
                    MalformedFrameException.Kind.VERSION,
                    sender,
                    "speaks version " + Byte.toUnsignedInt(in.get(2)) + " of the protocol, this node " + VERSION);
        }
        return switch (type) {
            case TOKEN -> token(in, sender);
            case MULTICAST -> multicast(in);
            case MERGE_DETECT -> {
                need(in, 29);
                yield new MergeDetect(sender, in.getInt(13), ring(in, 17));
            }
            case JOIN -> join(in, sender);
            case COMMIT_TOKEN -> commitToken(in, sender);
            case HOLD_CANCEL -> {
                need(in, 25);
                yield new HoldCancel(sender, ring(in, 13));
            }
            case REPORT -> report(in, sender);
            case RELAYED -> relayed(in, sender);
            default -> throw new MalformedFrameException("type " + type, 3);
        };
    }

    /** Length of the frame on the wire. */
    public static int length(Frame frame) {
        return switch (frame) {
            case Token token -> 57 + RETRANSMIT_BYTES * token.retransmits().size();
            case Multicast multicast -> multicast.bytes().length;
            case MergeDetect _ -> 29;
            case Join join ->
                33 + Integer.BYTES * (join.candidates().size() + join.failed().size());
            case CommitToken commit ->
                41 + (Integer.BYTES + ENTRY_BYTES) * commit.members().size();
            case HoldCancel _ -> 25;
            case Report report ->
                21 + Integer.BYTES * (report.hears().size() + report.heardBy().size());
            case Relayed relayed -> RELAYED_BYTES + length(relayed.frame());
        };
    }

    /** Writes the frame at the position, and moves it. Needs {@link #length} bytes of room. */
    public static void encode(Frame frame, ByteBuffer out) {
        out.order(ByteOrder.LITTLE_ENDIAN);
        switch (frame) {
            case Multicast multicast -> out.put(multicast.bytes());
            case Token token -> encode(token, out);
            case MergeDetect detect ->
                putRing(header(out, MERGE_DETECT, detect.sender()).putInt(detect.originator()), detect.ring());
            case Join join -> encode(join, out);
            case CommitToken commit -> encode(commit, out);
            case HoldCancel cancel -> putRing(header(out, HOLD_CANCEL, cancel.sender()), cancel.ring());
            case Report report -> encode(report, out);
            case Relayed relayed -> {
                header(out, RELAYED, relayed.sender()).putInt(relayed.origin()).putInt(relayed.target());
                encode(relayed.frame(), out);
            }
        }
    }

    private static Token token(ByteBuffer in, int sender) throws MalformedFrameException {
        need(in, 57);
        int count = count(in, 53, Token.MAX_RETRANSMITS);
        need(in, 57 + RETRANSMIT_BYTES * count);
        var retransmits = new ArrayList<Token.Retransmit>(count);
        for (int i = 0; i < count; i++) {
            int at = 57 + RETRANSMIT_BYTES * i;
            retransmits.add(new Token.Retransmit(ring(in, at), in.getInt(at + RingId.BYTES)));
        }
        return new Token(
                sender,
                in.getInt(13),
                in.getInt(17),
                in.getInt(21),
                in.getInt(25),
                ring(in, 29),
                in.getInt(41),
                in.getInt(45),
                in.getInt(49) != 0,
                List.copyOf(retransmits));
    }

    private static void encode(Token token, ByteBuffer out) {
        header(out, TOKEN, token.sender())
                .putInt(token.seq())
                .putInt(token.tokenSeq())
                .putInt(token.aru())
                .putInt(token.aruNode());
        putRing(out, token.ring())
                .putInt(token.backlog())
                .putInt(token.sent())
                .putInt(token.recovering() ? 1 : 0)
                .putInt(token.retransmits().size());
        for (var retransmit : token.retransmits()) {
            putRing(out, retransmit.ring()).putInt(retransmit.seq());
        }
    }

    private static Multicast multicast(ByteBuffer in) throws MalformedFrameException {
        need(in, Multicast.HEADER_BYTES);
        var packet = new byte[in.remaining()];
        in.get(0, packet);
        var multicast = new Multicast(packet);
        if (!multicast.isRecovered() && packet.length > MAX_BYTES - Multicast.HEADER_BYTES) {
            throw new MalformedFrameException(packet.length + " bytes, too many to be recovered", packet.length);
        }
        return multicast;
    }

    private static Join join(ByteBuffer in, int sender) throws MalformedFrameException {
        need(in, 33);
        int candidates = count(in, 17, MAX_NODES);
        int failed = count(in, 21, MAX_NODES);
        need(in, 33 + Integer.BYTES * (candidates + failed));
        return new Join(
                sender,
                in.getInt(13),
                nodes(in, 33, candidates),
                nodes(in, 33 + Integer.BYTES * candidates, failed),
                ringSequence(in, 25),
                in.get(4) == MARK);
    }

    private static void encode(Join join, ByteBuffer out) {
        int begin = out.position();
        header(out, JOIN, join.sender())
                .put(begin + 4, (byte) (join.isMarked() ? MARK : 0))
                .putInt(join.originator())
                .putInt(join.candidates().size())
                .putInt(join.failed().size())
                .putLong(join.ringSequence());
        join.candidates().forEach(out::putInt);
        join.failed().forEach(out::putInt);
    }

    private static Report report(ByteBuffer in, int sender) throws MalformedFrameException {
        need(in, 21);
        int hears = count(in, 13, MAX_NODES);
        int heardBy = count(in, 17, MAX_NODES);
        need(in, 21 + Integer.BYTES * (hears + heardBy));
        return new Report(sender, nodes(in, 21, hears), nodes(in, 21 + Integer.BYTES * hears, heardBy));
    }

    private static void encode(Report report, ByteBuffer out) {
        header(out, REPORT, report.sender())
                .putInt(report.hears().size())
                .putInt(report.heardBy().size());
        report.hears().forEach(out::putInt);
        report.heardBy().forEach(out::putInt);
    }

    /** One of the ring's own: nothing is led around twice. */
    private static Relayed relayed(ByteBuffer in, int sender) throws MalformedFrameException {
        need(in, RELAYED_BYTES + HEADER_BYTES);
        int type = in.get(RELAYED_BYTES + 3);
        if (type < TOKEN || type > HOLD_CANCEL) {
            throw new MalformedFrameException("type " + type + " led around", RELAYED_BYTES + 3);
        }
        var frame = decode(in.slice(RELAYED_BYTES, in.limit() - RELAYED_BYTES));
        return new Relayed(sender, in.getInt(13), in.getInt(17), frame);
    }

    private static CommitToken commitToken(ByteBuffer in, int sender) throws MalformedFrameException {
        need(in, 41);
        int count = count(in, 37, MAX_NODES);
        int filled = count(in, 33, count);
        need(in, 41 + (Integer.BYTES + ENTRY_BYTES) * count);
        var entries = new ArrayList<CommitToken.Entry>(count);
        for (int i = 0; i < count; i++) {
            int at = 41 + Integer.BYTES * count + ENTRY_BYTES * i;
            entries.add(new CommitToken.Entry(
                    ring(in, at), in.getInt(at + 12), in.getInt(at + 16), in.getInt(at + 20) != 0));
        }
        return new CommitToken(sender, in.getInt(13), ring(in, 17), filled, nodes(in, 41, count), List.copyOf(entries));
    }

    private static void encode(CommitToken commit, ByteBuffer out) {
        putRing(header(out, COMMIT_TOKEN, commit.sender()).putInt(commit.tokenSeq()), commit.ring())
                .putInt(0)
                .putInt(commit.filled())
                .putInt(commit.members().size());
        commit.members().forEach(out::putInt);
        for (var entry : commit.entries()) {
            putRing(out, entry.oldRing())
                    .putInt(entry.aru())
                    .putInt(entry.delivered())
                    .putInt(entry.complete() ? 1 : 0);
        }
    }

    static void putHeader(byte[] packet, int type, int encapsulated, int sender) {
        header(ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN), type, sender);
        packet[4] = (byte) encapsulated;
    }

    private static ByteBuffer header(ByteBuffer out, int type, int sender) {
        return out.putShort((short) MAGIC)
                .put((byte) VERSION)
                .put((byte) type)
                .put((byte) 0)
                .putInt(sender)
                .putInt(0);
    }

    private static ByteBuffer putRing(ByteBuffer out, RingId ring) {
        return out.putInt(ring.representative()).putLong(ring.sequence());
    }

    private static RingId ring(ByteBuffer in, int at) throws MalformedFrameException {
        return new RingId(in.getInt(at), ringSequence(in, at + Integer.BYTES));
    }

    private static long ringSequence(ByteBuffer in, int at) throws MalformedFrameException {
        long sequence = in.getLong(at);
        if (sequence < 0 || sequence > MAX_RING_SEQUENCE) {
            throw new MalformedFrameException("ring sequence " + Long.toUnsignedString(sequence), at);
        }
        return sequence;
    }

    private static List<Integer> nodes(ByteBuffer in, int at, int count) {
        var nodes = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(in.getInt(at + Integer.BYTES * i));
        }
        return List.copyOf(nodes);
    }

    /** Checked before anything is allocated: a count comes from outside. */
    private static int count(ByteBuffer in, int at, int most) throws MalformedFrameException {
        int count = in.getInt(at);
        if (count < 0 || count > most) {
            throw new MalformedFrameException("count " + Integer.toUnsignedString(count), at);
        }
        return count;
    }

    private static void need(ByteBuffer in, int length) throws MalformedFrameException {
        if (in.remaining() < length) {
            throw new MalformedFrameException(in.remaining() + " bytes, " + length + " needed", in.remaining());
        }
    }
}
