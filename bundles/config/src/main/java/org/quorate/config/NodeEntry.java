package org.quorate.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@code node} section of the nodelist.
 *
 * @param nodeId unsigned; 0 where the file gives none, and {@link ClusterMembers} takes it from the IPv4 address
 * @param name its {@code name}, else its {@code ring0_addr}
 * @param votes its {@code quorum_votes}, 1 if not given
 * @param ringAddresses host names or addresses as they stand, by link number 0-7; at least one
 * @param line where the section begins
 */
public record NodeEntry(int nodeId, String name, int votes, SortedMap<Integer, String> ringAddresses, int line) {
    /** Takes a copy of the addresses. */
    public NodeEntry {
        ringAddresses = Collections.unmodifiableSortedMap(new TreeMap<>(ringAddresses));
    }
}
