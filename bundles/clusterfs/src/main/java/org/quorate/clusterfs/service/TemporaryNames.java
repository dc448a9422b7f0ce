package org.quorate.clusterfs.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for files that exist only while a replacement is on its way. They are in the directory of their target, so they
 * have its rights, and are no path of a guest. The start of the process is in the name: what another one left is known
 * by it.
 */
final class TemporaryNames {
    private static final String PREFIX = ".put-";

    private final String own;
    private final AtomicLong last = new AtomicLong();

    TemporaryNames(long startMillis) {
        own = PREFIX + Long.toHexString(startMillis) + "-";
    }

    String beside(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1) + own + Long.toHexString(last.incrementAndGet());
    }

    boolean isOfEarlierProcess(String name) {
        return name.startsWith(PREFIX) && !name.startsWith(own);
    }
}
