package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.Optional;

/** Counts what comes from one node: each packet once, whatever the order. */
final class Hearing {
    /** A packet that is overtaken by more than these is not told from one that comes again. */
    private static final int WINDOW = 4096;

    private final int[] counts = new int[ProbeKind.values().length];
    private final Window single = new Window();
    private final Window group = new Window();
    private int largestBytes;
    private long firstFastNanos;
    private long lastFastNanos;
    private Optional<InetSocketAddress> seenFrom = Optional.empty();

    /** Whether the packet is new. */
    boolean add(Probe probe, int ipBytes, InetSocketAddress source, long nowNanos) {
        var window = probe.kind() == ProbeKind.GROUP ? group : single;
        if (!window.add(probe.sequence())) {
            return false;
        }
        if (counts[probe.kind().ordinal()]++ == 0 && probe.kind() == ProbeKind.FAST) {
            firstFastNanos = nowNanos;
        }
        if (probe.kind() == ProbeKind.FAST) {
            lastFastNanos = nowNanos;
        }
        if (probe.kind() != ProbeKind.GROUP) {
            largestBytes = Math.max(largestBytes, ipBytes);
            seenFrom =
                    source.getAddress().equals(probe.address().getAddress()) ? Optional.empty() : Optional.of(source);
        }
        return true;
    }

    Heard heard() {
        return new Heard(
                count(ProbeKind.GREETING),
                count(ProbeKind.SLOW),
                count(ProbeKind.FAST),
                count(ProbeKind.LENGTHY),
                count(ProbeKind.GROUP),
                group.highest,
                single.duplicated,
                single.reordered,
                largestBytes,
                (int) Math.min(Integer.MAX_VALUE, (lastFastNanos - firstFastNanos) / 1000),
                count(ProbeKind.END) > 0,
                seenFrom);
    }

    private int count(ProbeKind kind) {
        return counts[kind.ordinal()];
    }

    /** The last sequence numbers of one kind of way. */
    private static final class Window {
        private final BitSet seen = new BitSet(WINDOW);
        private int highest;
        private int duplicated;
        private int reordered;

        boolean add(int sequence) {
            if (sequence <= 0 || sequence <= highest - WINDOW) {
                return false;
            }
            if (sequence > highest) {
                clear(sequence);
                highest = sequence;
            } else if (seen.get(sequence % WINDOW)) {
                duplicated++;
                return false;
            } else {
                reordered++;
            }
            seen.set(sequence % WINDOW);
            return true;
        }

        private void clear(int next) {
            if (next - highest >= WINDOW) {
                seen.clear();
                return;
            }
            for (int skipped = highest + 1; skipped <= next; skipped++) {
                seen.clear(skipped % WINDOW);
            }
        }
    }
}
