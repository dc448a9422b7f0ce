package org.quorate.status;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one node has published.
 *
 * @param nodeId unsigned
 * @param name of the node, up to its first dot
 * @param online whether it is in the group now
 * @param address as it said itself
 * @param versions of its values by key: 0 for the first value, and one more for each that follows
 */
public record NodeValues(
        int nodeId, String name, boolean online, Optional<String> address, SortedMap<String, Integer> versions) {
    /** Takes a copy of the versions. */
    public NodeValues {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
