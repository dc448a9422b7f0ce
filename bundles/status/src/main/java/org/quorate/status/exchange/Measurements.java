package org.quorate.status.exchange;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The last value of everything that is measured. What is silent for five minutes is forgotten. */
final class Measurements {
    static final long LIFE_NANOS = 300_000_000_000L;

    /** One for each guest, storage and node; of more, the oldest go. */
    private static final int MAX = 16_384;

    private record Measured(String text, long nanos) {}

    /** The oldest first. */
    private final Map<String, Measured> byName = new LinkedHashMap<>();

    void put(String name, String text, long nowNanos) {
        byName.remove(name);
        byName.put(name, new Measured(text, nowNanos));
        if (byName.size() > MAX) {
            forget(byName.values().iterator());
        }
    }

    private static void forget(Iterator<Measured> oldest) {
        oldest.next();
        oldest.remove();
    }

    SortedMap<String, String> at(long nowNanos) {
        byName.values().removeIf(measured -> nowNanos - measured.nanos() > LIFE_NANOS);
        var texts = new TreeMap<String, String>();
        byName.forEach((name, measured) -> texts.put(name, measured.text()));
        return texts;
    }
}
