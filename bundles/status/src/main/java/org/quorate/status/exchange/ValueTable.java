package org.quorate.status.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values of all nodes by key, with how often each was set. */
final class ValueTable {
    /** Tools use a handful of keys for a node; what has more is a mistake, or an attack. */
    private static final int MAX_KEYS = 1024;

    private static final int MAX_BYTES = 4 << 20;

    /** A value and how many there were before it. */
    record Value(int version, byte[] bytes) {}

    private final Map<Integer, SortedMap<String, Value>> byNode = new HashMap<>();

    /** Sets or, if it is empty, removes a value; false if the node has too many. */
    boolean put(int nodeId, String key, byte[] value) {
        var values = byNode.computeIfAbsent(nodeId, _ -> new TreeMap<>());
        var before = values.get(key);
        if (value.length == 0) {
            values.remove(key);
            return true;
        }
        long others = values.values().stream()
                        .mapToLong(other -> other.bytes().length)
                        .sum()
                - (before == null ? 0 : before.bytes().length);
        if (before == null && values.size() >= MAX_KEYS || others + value.length > MAX_BYTES) {
            return false;
        }
        values.put(key, new Value(before == null ? 0 : before.version() + 1, value));
        return true;
    }

    @Nullable
    Value value(int nodeId, String key) {
        return of(nodeId).get(key);
    }

    SortedMap<String, Value> of(int nodeId) {
        return byNode.getOrDefault(nodeId, new TreeMap<>());
    }

    List<Integer> nodes() {
        return new ArrayList<>(byNode.keySet());
    }

    void retain(Set<Integer> nodeIds) {
        byNode.keySet().retainAll(nodeIds);
    }
}
