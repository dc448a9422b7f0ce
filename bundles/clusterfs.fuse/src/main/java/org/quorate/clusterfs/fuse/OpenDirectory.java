package org.quorate.clusterfs.fuse;

import java.util.List;
import org.quorate.tree.TreeEntry;

/**
 * An open directory: the entries as they were when the listing began, so that one listing neither repeats nor misses a
 * name that was there all the time. The kernel lets one listing of a handle run at a time.
 */
final class OpenDirectory {
    private volatile List<TreeEntry> entries = List.of();

    void begin(List<TreeEntry> now) {
        entries = now;
    }

    List<TreeEntry> entries() {
        return entries;
    }
}
