package org.quorate.totem;

import java.util.List;
import java.util.SortedMap;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;

/** Everything a ring asks of its host. A batch is carried out in order; the order is part of the answer. */
public sealed interface RingEffect {
    /** On disk before the next effect is begun. */
    record Persist(long sequence) implements RingEffect {}

    /** To all configured nodes but this one. */
    record Broadcast(Frame frame) implements RingEffect {}

    /** To one node, possibly this one: then it comes back as an event, after what is waiting already. */
    record Send(int node, Frame frame) implements RingEffect {}

    /** Sets a timer, replacing its earlier deadline. */
    record Arm(RingTimer timer, long deadlineNanos) implements RingEffect {}

    /** Stops a timer. */
    record Disarm(RingTimer timer) implements RingEffect {}

    /** A packet in its place in the order. */
    record Deliver(Multicast multicast) implements RingEffect {}

    /** Between two regular configurations: those who come from the old one together. */
    record InstallTransitional(RingId ring, List<Integer> members, List<Integer> left) implements RingEffect {}

    /** A new ring. */
    record InstallRegular(RingId ring, List<Integer> members, List<Integer> joined) implements RingEffect {}

    /** This process stood still: what lies in the sockets is too old to be believed. */
    record DiscardReceived() implements RingEffect {}

    /** The phase changed; for the log. */
    record PhaseChanged(Ring.Phase from, Ring.Phase to, String why) implements RingEffect {}

    /** Frames to these nodes go by way of others now; for the log. */
    record WaysChanged(SortedMap<Integer, Integer> ways) implements RingEffect {}
}
