package org.quorate.totem.cpg;

import java.util.Comparator;

/** A process on a node; both numbers are unsigned. */
public record CpgProcess(int node, int pid) implements Comparable<CpgProcess> {
    private static final Comparator<CpgProcess> ORDER = Comparator.<CpgProcess>comparingLong(
                    process -> Integer.toUnsignedLong(process.node()))
            .thenComparingLong(process -> Integer.toUnsignedLong(process.pid()));

    @Override
    public int compareTo(CpgProcess other) {
        return ORDER.compare(this, other);
    }
}
