package org.quorate.totem;

import org.quorate.totem.frame.Frame;

/** Everything that can happen to a ring. */
public sealed interface RingEvent {
    /**
     * The links are there, for the first time.
     *
     * @param storedSequence what {@link RingEffect.Persist} stored last, 0 if nothing
     */
    record Started(long storedSequence) implements RingEvent {}

    /** A frame of another node, or one that this node sent to itself. */
    record FrameReceived(Frame frame) implements RingEvent {}

    /** An armed timer's time has come. */
    record TimerExpired(RingTimer timer) implements RingEvent {}

    /** A message to be ordered; not empty. While services synchronise it waits. */
    record Submitted(byte[] message) implements RingEvent {}

    /** A message of the synchronisation itself; it is dropped if the ring breaks before it is sent. */
    record SubmittedToSynchronise(byte[] message) implements RingEvent {}

    /** The services have synchronised after the last regular configuration: ordinary messages flow again. */
    record Synchronised() implements RingEvent {}

    /** The services want the ring to be formed anew with whoever is there. */
    record Reform() implements RingEvent {}

    /** Other times and counts hold from now on; the node and the room in its packets stay. */
    record Reconfigured(RingSettings settings) implements RingEvent {}

    /** The node is going: it says goodbye and takes no further part. */
    record Stopping() implements RingEvent {}
}
