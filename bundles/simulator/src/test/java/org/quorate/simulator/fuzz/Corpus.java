package org.quorate.simulator.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.quorate.totem.frame.CommitToken;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.HoldCancel;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MergeDetect;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.frame.Token;
import org.quorate.totem.pack.Assembler;

/** What clusters said: datagrams of all kinds, the rings they were of, and the messages that were in them. */
final class Corpus {
    private static final int MOST_OF_A_KIND = 2000;
    private static final int MOST_RINGS = 50;

    /** The kinds of frames, with their numbers on the wire. */
    enum Kind {
        TOKEN,
        MULTICAST,
        MERGE_DETECT,
        JOIN,
        COMMIT_TOKEN,
        HOLD_CANCEL,
        REPORT,
        RELAYED
    }

    private final Random random;
    private final Map<Kind, List<byte[]>> datagrams = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> heard = new EnumMap<>(Kind.class);
    private final List<RingId> rings = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private final Map<Integer, Assembler> assemblers = new HashMap<>();
    private int allMessages;

    Corpus(Random random) {
        this.random = random;
        for (var kind : Kind.values()) {
            datagrams.put(kind, new ArrayList<>());
        }
    }

    void add(Frame frame) {
        var kind = kind(frame);
        keep(datagrams(kind), encoded(frame), heard.merge(kind, 1, Integer::sum), MOST_OF_A_KIND);
        var ring = ring(frame);
        if (ring != null && (rings.isEmpty() || !rings.getLast().equals(ring)) && !rings.contains(ring)) {
            if (rings.size() == MOST_RINGS) {
                rings.removeFirst();
            }
            rings.add(ring);
        }
        if (frame instanceof Multicast packet && !packet.isRecovered()) {
            assemblers
                    .computeIfAbsent(packet.originator(), _ -> new Assembler())
                    .receive(packet, (_, data, offset, length) -> {
                        var message = Arrays.copyOfRange(data, offset, offset + length);
                        keep(messages, message, ++allMessages, MOST_OF_A_KIND);
                    });
        }
    }

    /** A fair choice of all that came. */
    private void keep(List<byte[]> kept, byte[] bytes, int number, int most) {
        if (kept.size() < most) {
            kept.add(bytes);
        } else if (random.nextInt(number) < most) {
            kept.set(random.nextInt(most), bytes);
        }
    }

    static byte[] encoded(Frame frame) {
        var out = ByteBuffer.allocate(FrameCodec.length(frame)).order(ByteOrder.LITTLE_ENDIAN);
        FrameCodec.encode(frame, out);
        return out.array();
    }

    private static Kind kind(Frame frame) {
        return switch (frame) {
            case Token _ -> Kind.TOKEN;
            case Multicast _ -> Kind.MULTICAST;
            case MergeDetect _ -> Kind.MERGE_DETECT;
            case Join _ -> Kind.JOIN;
            case CommitToken _ -> Kind.COMMIT_TOKEN;
            case HoldCancel _ -> Kind.HOLD_CANCEL;
            case Report _ -> Kind.REPORT;
            case Relayed _ -> Kind.RELAYED;
        };
    }

    private static @org.jspecify.annotations.Nullable RingId ring(Frame frame) {
        return switch (frame) {
            case Token token -> token.ring();
            case Multicast packet -> packet.ring();
            case MergeDetect detect -> detect.ring();
            case CommitToken commit -> commit.ring();
            case HoldCancel cancel -> cancel.ring();
            case Relayed relayed -> ring(relayed.frame());
            case Join _, Report _ -> null;
        };
    }

    List<byte[]> datagrams(Kind kind) {
        return java.util.Objects.requireNonNull(datagrams.get(kind));
    }

    /** One of any kind; the rare kinds come as often as the others. */
    byte[] datagram() {
        var kinds = Kind.values();
        for (var kind = kinds[random.nextInt(kinds.length)]; ; kind = kinds[random.nextInt(kinds.length)]) {
            var all = datagrams(kind);
            if (!all.isEmpty()) {
                return all.get(random.nextInt(all.size()));
            }
        }
    }

    byte[] message() {
        return messages.get(random.nextInt(messages.size()));
    }

    /** A ring that was. */
    RingId oldRing() {
        return rings.get(random.nextInt(rings.size()));
    }
}
