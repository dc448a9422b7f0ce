package org.quorate.shell.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node in a few values, for programs. Printed as one {@code key=value} for each line.
 *
 * @param pid process id
 * @param ring the ring, {@code none} before the first
 * @param phase of the ring, {@code none} without one
 * @param members node ids, ascending
 * @param quorate whether this partition may act; false without a quorum service
 * @param tree phase of the replica, {@code none} without a tree
 * @param mount where the tree is to be mounted
 * @param mounted whether it is
 */
public record NodeState(
        long pid,
        String ring,
        String phase,
        List<Integer> members,
        boolean quorate,
        String tree,
        Optional<Path> mount,
        boolean mounted) {}
