package org.quorate.clusterfs.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one change.
 *
 * @param before the tree it was applied to
 * @param after the tree from now on; the same one if the change was refused
 * @param error why it was refused; null if it was made
 * @param put entries that are new or changed, without the root, whose version goes with the tree's
 * @param removed entries that are gone, as they were
 */
public record Applied(Tree before, Tree after, @Nullable Errno error, List<Entry> put, List<Entry> removed) {
    static Applied refused(Tree tree, Errno error) {
        return new Applied(tree, tree, error, List.of(), List.of());
    }
}
