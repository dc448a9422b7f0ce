package org.quorate.tree;

import java.util.List;

/**
 * State of the replica on this node.
 *
 * @param version of the tree, raised by each change
 * @param entries in the tree, the root included
 * @param bytes of content
 * @param maxEntries and {@code maxBytes} are the limits
 * @param quorate whether changes are accepted as far as quorum is concerned
 * @param phase {@code synced}, or what the replica is waiting for, in words
 * @param members node ids of those whose replicas are in the group
 * @param checksum over all entries, hexadecimal, equal on all nodes that are synced at one version
 */
public record TreeStatus(
        long version,
        int entries,
        long bytes,
        int maxEntries,
        long maxBytes,
        boolean quorate,
        String phase,
        List<Integer> members,
        String checksum) {}
