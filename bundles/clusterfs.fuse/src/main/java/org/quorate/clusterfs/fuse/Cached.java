package org.quorate.clusterfs.fuse;

/** Something of the tree that the kernel may have cached. */
sealed interface Cached {
    /** Attributes and content of an entry. */
    record Node(long inode) implements Cached {}

    /** What a name in a directory stands for. */
    record Name(long parent, String name) implements Cached {}
}
