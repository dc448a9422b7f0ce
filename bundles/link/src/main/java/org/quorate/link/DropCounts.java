package org.quorate.link;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How often what was dropped. */
final class DropCounts {
    private static final Drop[] KINDS = Drop.values();

    private final long[] counts = new long[KINDS.length];

    void count(Drop kind) {
        counts[kind.ordinal()]++;
    }

    Map<Drop, Long> report() {
        var report = new EnumMap<Drop, Long>(Drop.class);
        for (var kind : KINDS) {
            if (counts[kind.ordinal()] > 0) {
                report.put(kind, counts[kind.ordinal()]);
            }
        }
        return Collections.unmodifiableMap(report);
    }
}
