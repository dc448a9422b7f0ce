package org.quorate.clusterfs.tree;

import org.jspecify.annotations.Nullable;

/** What follows from a path alone. */
public final class Paths {
    private static final String LOCKS = "priv/lock/";
    private static final String NODES = "nodes/";
    private static final String PRIVATE = "priv";
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_PATH_BYTES = 4095;

    private Paths() {}

    /** Whether the path is that of a lock: directly below {@code priv/lock}. */
    public static boolean isLock(String path) {
        return path.length() > LOCKS.length() && path.startsWith(LOCKS) && path.indexOf('/', LOCKS.length()) < 0;
    }

    /** Whether only root may read what is there: {@code priv} and {@code nodes/NODE/priv}, and all below them. */
    public static boolean isPrivate(String path) {
        if (path.startsWith(NODES)) {
            int node = path.indexOf('/', NODES.length());
            return node > NODES.length() && isOrBelowPrivate(path, node + 1);
        }
        return isOrBelowPrivate(path, 0);
    }

    private static boolean isOrBelowPrivate(String path, int from) {
        int end = from + PRIVATE.length();
        return path.startsWith(PRIVATE, from) && (path.length() == end || path.charAt(end) == '/');
    }

    /** Why a sender must not use this path: null if it may. The lengths are those of Linux. */
    public static @Nullable Errno check(String path) {
        int bytes = 0;
        for (var name : path.split("/", -1)) {
            int length = Names.encode(name).length;
            bytes += length + 1;
            if (length > MAX_NAME_BYTES || bytes > MAX_PATH_BYTES) {
                return Errno.ENAMETOOLONG;
            }
            if (name.isEmpty() && !path.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0) {
                return Errno.EINVAL;
            }
        }
        return null;
    }
}
