package org.quorate.clusterfs.tree;

/** Why an operation was refused; names as on Linux. */
public enum Errno {
    /** Not allowed to anybody. */
    EPERM,
    /** No such entry. */
    ENOENT,
    /** The store failed. */
    EIO,
    /** No permission, or no quorum. */
    EACCES,
    /** Not now. */
    EBUSY,
    /** The entry, or a guest with that id, exists. */
    EEXIST,
    /** A component is not a directory. */
    ENOTDIR,
    /** The entry is a directory. */
    EISDIR,
    /** An argument makes no sense. */
    EINVAL,
    /** The file would be too large. */
    EFBIG,
    /** The tree is full. */
    ENOSPC,
    /** A name is too long. */
    ENAMETOOLONG,
    /** The directory is not empty. */
    ENOTEMPTY
}
