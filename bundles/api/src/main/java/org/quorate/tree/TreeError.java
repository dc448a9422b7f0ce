package org.quorate.tree;

/** Why an operation on the tree was refused; the names and numbers are those of Linux' errno. */
public enum TreeError {
    /** Not allowed to anybody. */
    EPERM(1),
    /** No such entry. */
    ENOENT(2),
    /** The database failed. */
    EIO(5),
    /** No permission, or no quorum. */
    EACCES(13),
    /** Not now: the group is being re-formed, or there was no room to send before the deadline. */
    EBUSY(16),
    /** The entry exists. */
    EEXIST(17),
    /** A component is not a directory. */
    ENOTDIR(20),
    /** The entry is a directory. */
    EISDIR(21),
    /** An argument makes no sense. */
    EINVAL(22),
    /** The file would be too large. */
    EFBIG(27),
    /** The tree is full. */
    ENOSPC(28),
    /** A name is too long. */
    ENAMETOOLONG(36),
    /** The directory is not empty. */
    ENOTEMPTY(39);

    private final int errno;

    TreeError(int errno) {
        this.errno = errno;
    }

    /** The number on Linux. */
    public int errno() {
        return errno;
    }
}
