package org.quorate.simulator.world;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.node.SimulatedNode;
import org.quorate.totem.RingEvent.FrameReceived;
import org.quorate.totem.frame.CommitToken;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.HoldCancel;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.MergeDetect;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;
import org.quorate.totem.frame.Token;

/**
 * Carries frames. Frames are immutable, so all receivers share one; now and then one goes through the codec, and all
 * that are damaged do.
 *
 * <p>Damage is what a receiver can see. UDP's checksum finds a flipped bit, and what it does not find nobody can
 * without authentication: so a damaged frame is lost, or has another magic or version; a packet is cut short before
 * its payload.
 */
public final class Network {
    private static final long OWN_NANOS = 5_000;
    private static final int CODEC_ONE_IN = 256;
    private static final int RECENT = 512;
    private static final int OLD = 64;
    private static final int NARROW_BYTES = 400;

    private final World world;
    private final Chance chance;
    private final int size;
    private final Link[] links;
    private final long latency;
    private final int jitter;
    private final @Nullable FrameReceived[] recent = new @Nullable FrameReceived[RECENT];
    private final @Nullable FrameReceived[] old = new @Nullable FrameReceived[OLD];
    private final ByteBuffer bytes = ByteBuffer.allocate(FrameCodec.MAX_BYTES);
    private final boolean remembers;
    private Consumer<Frame> listener = _ -> {};
    private long sent;

    Network(World world) {
        this.world = world;
        this.chance = world.chance(2);
        this.size = world.setting().ids().size();
        this.latency = world.setting().latencyNanos();
        this.jitter = (int) (latency / 4 + 1);
        this.remembers = world.setting().faults().contains(FaultClass.REPLAY);
        this.links = new Link[size * size];
        for (int i = 0; i < links.length; i++) {
            links[i] = new Link();
        }
    }

    /** One direction, by the indexes of its ends. */
    public Link link(int from, int to) {
        return links[from * size + to];
    }

    /** Somebody hears all that is sent. */
    public void listen(Consumer<Frame> newListener) {
        listener = newListener;
    }

    /** Frames that were sent over links. */
    public long sent() {
        return sent;
    }

    /** Whether frames go both ways. */
    public boolean isJoined(int a, int b) {
        return a == b || link(a, b).cuts == 0 && link(b, a).cuts == 0;
    }

    // ---- sending

    /** To all others. */
    public void broadcast(SimulatedNode from, Frame frame) {
        var event = new FrameReceived(frame);
        listener.accept(frame);
        remember(event);
        note(from, "all", frame);
        for (var to : world.nodes()) {
            if (to != from) {
                transmit(from.index(), to, event);
            }
        }
    }

    /** To one, possibly the sender itself. */
    public void send(SimulatedNode from, int id, Frame frame) {
        var to = world.node(id);
        if (to == null) {
            return; // a node that does not exist, named by a forged frame
        }
        var event = new FrameReceived(frame);
        note(from, to.toString(), frame);
        if (to == from) {
            arrive(world.now() + OWN_NANOS, to, from.index(), event);
            return;
        }
        listener.accept(frame);
        remember(event);
        transmit(from.index(), to, event);
    }

    private void transmit(int from, SimulatedNode to, FrameReceived event) {
        sent++;
        var link = links[from * size + to.index()];
        if (link.isSound()) {
            deliver(link, from, to, chance.oneIn(CODEC_ONE_IN) ? throughCodec(event) : event, false);
        } else if (link.cuts == 0) {
            transmitOverFaulty(link, from, to, event);
        }
    }

    private void transmitOverFaulty(Link link, int from, SimulatedNode to, FrameReceived event) {
        if (strikes(link.loss, FaultClass.LOSS)) {
            return;
        }
        if (link.narrow > 0 && FrameCodec.length(event.frame()) > NARROW_BYTES) {
            world.nemesis().count(FaultClass.OVERSIZED);
            return;
        }
        if (strikes(link.corrupt, FaultClass.CORRUPT)) {
            damage(event.frame());
            return;
        }
        if (strikes(link.truncate, FaultClass.TRUNCATE)) {
            cutShort(event.frame());
            return;
        }
        if (strikes(link.duplicate, FaultClass.DUPLICATE)) {
            deliver(link, from, to, event, true);
        }
        deliver(link, from, to, event, strikes(link.reorder, FaultClass.REORDER));
    }

    private boolean strikes(int perMillion, FaultClass fault) {
        if (perMillion > 0 && chance.perMillion(perMillion)) {
            world.nemesis().count(fault);
            return true;
        }
        return false;
    }

    private void deliver(Link link, int from, SimulatedNode to, FrameReceived event, boolean astray) {
        long way = latency + link.delayNanos + chance.below(jitter);
        if (link.jitterNanos > 0) {
            way += chance.between(0, link.jitterNanos);
        }
        long at = world.now() + way;
        if (astray) {
            at += chance.between(0, 10 * latency + World.MILLISECOND);
        } else {
            at = Math.max(at, link.lastArrival + 1);
            link.lastArrival = at;
        }
        arrive(at, to, from, event);
    }

    private Happening arrive(long at, SimulatedNode to, int from, FrameReceived event) {
        return world.at(at, Happening.Kind.FRAME, to.index(), to.life(), from, event);
    }

    // ---- old and forged frames

    private void remember(FrameReceived event) {
        if (remembers) {
            recent[(int) (sent % RECENT)] = event;
            if (chance.oneIn(4096)) {
                old[chance.below(OLD)] = event;
            }
        }
    }

    /** A frame of a while ago comes to somebody once more. Answers false if there is none. */
    public boolean replay(Chance dice, SimulatedNode to) {
        var event = dice.oneIn(2) ? old[dice.below(OLD)] : recent[dice.below(RECENT)];
        if (event == null) {
            return false;
        }
        arrive(world.now() + latency, to, to.index(), event).markForged();
        return true;
    }

    /** A frame that nobody of the cluster has sent. */
    public void inject(SimulatedNode to, Frame frame) {
        arrive(world.now() + latency, to, to.index(), new FrameReceived(frame)).markForged();
    }

    // ---- bytes

    private FrameReceived throughCodec(FrameReceived event) {
        encode(event.frame());
        try {
            return new FrameReceived(FrameCodec.decode(bytes));
        } catch (MalformedFrameException e) {
            throw world.judge().violated(Invariant.DEFECT, "own frame cannot be read: " + e.getMessage());
        }
    }

    /** Mostly UDP's checksum finds it; else the beginning is not that of a frame. */
    private void damage(Frame frame) {
        if (chance.oneIn(4)) {
            encode(frame);
            int bit = chance.below(24);
            bytes.put(bit >> 3, (byte) (bytes.get(bit >> 3) ^ 1 << (bit & 7)));
            mustBeRefused("damaged", frame);
        }
    }

    private void cutShort(Frame frame) {
        encode(frame);
        int whole = bytes.limit() - payloadBytes(frame);
        bytes.limit(chance.below(whole));
        mustBeRefused("cut short", frame);
    }

    /** What may be cut off a packet without anybody seeing it. */
    private static int payloadBytes(Frame frame) {
        return switch (frame) {
            case Multicast packet -> packet.bytes().length - Multicast.HEADER_BYTES;
            case Relayed relayed -> payloadBytes(relayed.frame());
            default -> 0;
        };
    }

    private void mustBeRefused(String how, Frame frame) {
        try {
            FrameCodec.decode(bytes);
        } catch (MalformedFrameException e) {
            world.judge().checked(Invariant.I13);
            return;
        }
        throw world.judge().violated(Invariant.I13, "a frame is taken though it is " + how + ": " + frame);
    }

    private void encode(Frame frame) {
        bytes.clear();
        FrameCodec.encode(frame, bytes);
        bytes.flip();
    }

    // ---- transcript

    private void note(SimulatedNode from, String to, Frame frame) {
        if (world.isTranscribed()) {
            world.note(() -> from + " -> " + to + "  " + text(frame));
        }
    }

    /** A frame in words. */
    public static String text(Frame frame) {
        return switch (frame) {
            case Token token ->
                "token " + token.tokenSeq() + " of ring " + token.ring() + ", seq " + token.seq() + ", aru "
                        + token.aru()
                        + (token.retransmits().isEmpty()
                                ? ""
                                : ", wanted "
                                        + token.retransmits().stream()
                                                .map(Token.Retransmit::seq)
                                                .toList());
            case Multicast packet ->
                "packet " + packet.seq() + " of ring " + packet.ring()
                        + (packet.isRecovered() ? ", recovered" : ", " + packet.bytes().length + " bytes");
            case Join join ->
                (join.isLeave() ? "leave, knows " : "join, knows ") + join.candidates() + ", failed " + join.failed()
                        + ", ring " + join.ringSequence();
            case CommitToken commit ->
                "commit token " + commit.tokenSeq() + " of ring " + commit.ring() + " " + commit.members() + ", "
                        + commit.filled() + " filled";
            case MergeDetect detect -> "merge detect of ring " + detect.ring();
            case HoldCancel cancel -> "hold cancel of ring " + cancel.ring();
            case Report report -> "report, hears " + report.hears() + ", heard by " + report.heardBy();
            case Relayed relayed ->
                "for " + Integer.toUnsignedString(relayed.target()) + " from "
                        + Integer.toUnsignedString(relayed.origin()) + ": " + text(relayed.frame());
        };
    }
}
