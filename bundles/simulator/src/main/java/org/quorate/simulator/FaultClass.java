package org.quorate.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can go wrong. */
public enum FaultClass {
    /** Frames are lost, up to 30 %. */
    LOSS,
    /** Frames come twice. */
    DUPLICATE,
    /** Frames overtake each other. */
    REORDER,
    /** Frames are damaged where a receiver must see it, or dropped for their checksum. */
    CORRUPT,
    /** Frames are cut short. */
    TRUNCATE,
    /** Frames of a while ago come once more. */
    REPLAY,
    /** Tokens come from somebody who is not in the ring. */
    FORGE,
    /** Large frames are lost. */
    OVERSIZED,
    /** One direction of a link is cut. */
    ONE_WAY,
    /** A link comes and goes. */
    FLAPPING,
    /** Links become slow. */
    LATENCY,
    /** The link of a node is up, but nothing that it sends arrives. */
    SILENT,
    /** The network falls in two halves. */
    HALVES,
    /** A third is cut off. */
    MINORITY,
    /** One node is cut off. */
    ISOLATE,
    /** Two halves that only one node hears both. */
    BRIDGE,
    /** Each node hears a majority, and no two the same. */
    MAJORITIES_RING,
    /** Links are cut at random, in one direction or both. */
    ASYMMETRIC,
    /** Links are cut one after the other, and healed in another order. */
    SWIZZLE,
    /** A node dies, and starts again. */
    CRASH,
    /** A node dies in the middle of what it does in a phase of ring or replica. */
    CRASH_IN_PHASE,
    /** A node stands still for 50 ms to 60 s. */
    PAUSE,
    /** A node starts and dies again and again. */
    RESTART_LOOP,
    /** A node says goodbye, and starts again. */
    LEAVE,
    /** A disk is slow, and the node loses power before it has written, and what it has not forced. */
    LOST_WRITES,
    /** A node dies in the middle of a write, and its store is damaged. */
    TORN_WRITE,
    /** A disk is full. */
    FULL_DISK,
    /** A disk is replaced by an old copy of it. */
    OLD_COPY,
    /** The time of day jumps. */
    CLOCK_JUMP,
    /** Clocks go too fast or too slow. */
    CLOCK_DRIFT;

    /** As it is written by people, {@code one-way}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class of that label. */
    public static Optional<FaultClass> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equalsIgnoreCase(label))
                .findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(FaultClass::label).collect(Collectors.joining(", "));
    }
}
