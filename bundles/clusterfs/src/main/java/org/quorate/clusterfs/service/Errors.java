package org.quorate.clusterfs.service;

import org.quorate.clusterfs.tree.Errno;
import org.quorate.tree.TreeError;
import org.quorate.tree.TreeException;

/** Refusals as callers see them. */
final class Errors {
    static final String NO_QUORUM = "no quorum";

    private Errors() {}

    static TreeException of(Errno errno, String what) {
        return of(errno, what, reason(errno));
    }

    static TreeException of(Errno errno, String what, String reason) {
        return new TreeException(TreeError.valueOf(errno.name()), what + ": " + reason);
    }

    private static String reason(Errno errno) {
        return switch (errno) {
            case EPERM -> "not allowed";
            case ENOENT -> "no such entry";
            case EIO -> "the store failed; see the log and restart the node";
            case EACCES -> "not allowed here";
            case EBUSY -> "the group is being re-formed; try again";
            case EEXIST -> "the entry, or a guest with this id, exists";
            case ENOTDIR -> "is or is in something that is no directory";
            case EISDIR -> "is a directory";
            case EINVAL -> "makes no sense";
            case EFBIG -> "the file would be too large";
            case ENOSPC -> "the tree is full";
            case ENAMETOOLONG -> "the name is too long";
            case ENOTEMPTY -> "the directory is not empty";
        };
    }
}
