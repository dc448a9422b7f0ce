package org.quorate.clusterfs.fuse;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is open. Thread safe. */
final class Handles {
    private final AtomicLong last = new AtomicLong();
    private final ConcurrentHashMap<Long, OpenFile> files = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, OpenDirectory> directories = new ConcurrentHashMap<>();
    /** Opened with O_TRUNC, and neither written nor closed yet. Nearly always empty. */
    private final Set<OpenFile> emptied = ConcurrentHashMap.newKeySet();

    long add(OpenFile file) {
        if (file.emptied()) {
            emptied.add(file);
        }
        long handle = last.incrementAndGet();
        files.put(handle, file);
        return handle;
    }

    long add(OpenDirectory directory) {
        long handle = last.incrementAndGet();
        directories.put(handle, directory);
        return handle;
    }

    @Nullable
    OpenFile file(long handle) {
        return files.get(handle);
    }

    @Nullable
    OpenDirectory directory(long handle) {
        return directories.get(handle);
    }

    void releaseFile(long handle) {
        var file = files.remove(handle);
        if (file != null) {
            emptied.remove(file);
        }
    }

    void releaseDirectory(long handle) {
        directories.remove(handle);
    }

    /** See {@link OpenFile#beginWrite()}. */
    boolean beginWrite(OpenFile file) {
        boolean replaces = file.beginWrite();
        if (replaces) {
            emptied.remove(file);
        }
        return replaces;
    }

    /** See {@link OpenFile#beginClose()}. */
    boolean beginClose(OpenFile file) {
        boolean empties = file.beginClose();
        if (empties) {
            emptied.remove(file);
        }
        return empties;
    }

    /** An open handle of the file, if there is one. */
    Optional<OpenFile> ofInode(long inode) {
        return files.values().stream()
                .filter(file -> file.entry().inode() == inode)
                .findAny();
    }

    /** Whether somebody on this node emptied the file by opening it, and did not write yet. */
    boolean emptied(long inode) {
        return !emptied.isEmpty()
                && emptied.stream().anyMatch(file -> file.entry().inode() == inode);
    }

    /** The file is given a size, which settles what opening it left to be done. Answers whether there was anything. */
    boolean settle(long inode) {
        boolean settled = false;
        for (var file : emptied) {
            settled |= file.entry().inode() == inode && beginClose(file);
        }
        return settled;
    }
}
