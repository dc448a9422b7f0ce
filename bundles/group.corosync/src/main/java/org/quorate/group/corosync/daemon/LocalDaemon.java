package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The daemon that answers in the network namespace of this process. */
public final class LocalDaemon implements Daemon {
    private final int eventfd;
    private final MemorySegment one = Arena.ofAuto().allocateFrom(JAVA_LONG, 1);
    private @Nullable Libraries libraries;
    private boolean closed;

    /** Not connected. */
    public LocalDaemon() {
        eventfd = Libc.eventfd();
        if (eventfd < 0) {
            throw new IllegalStateException("corosync: this process has no file descriptor left; raise its limit");
        }
    }

    @Override
    public DaemonSession connect(DaemonEvents events) throws CorosyncException {
        var loaded = libraries == null ? Libraries.load() : libraries;
        libraries = loaded;
        return LocalSession.open(loaded, events, eventfd);
    }

    @Override
    public synchronized void wakeup() {
        if (!closed) {
            Libc.signal(eventfd, one);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Libc.close(eventfd);
    }
}
