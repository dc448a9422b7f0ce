package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A connection to one service of the daemon, which tells what it has to tell by callbacks. */
final class Connection {
    private static final int ONE_NONBLOCKING = 4;

    /** Callbacks in one turn; the others have theirs then. */
    private static final int BATCH = 64;

    private final long handle;
    private final int descriptor;
    private final Function dispatch;
    private final Function terminate;
    private @Nullable Throwable failure;

    private Connection(long handle, int descriptor, Function dispatch, Function terminate) {
        this.handle = handle;
        this.descriptor = descriptor;
        this.dispatch = dispatch;
        this.terminate = terminate;
    }

    /** Asks for the descriptor of a handle; without one, the handle is given back. */
    static Connection of(long handle, Function descriptor, Function dispatch, Function terminate)
            throws CorosyncException {
        try (var arena = Arena.ofConfined()) {
            var fd = arena.allocate(JAVA_INT);
            int code = descriptor.call(handle, fd);
            if (code != CsError.OK.code()) {
                terminate.call(handle);
            }
            descriptor.check(code);
            return new Connection(handle, fd.get(JAVA_INT, 0), dispatch, terminate);
        }
    }

    /** A place for a handle. */
    static MemorySegment handlePlace(Arena arena) {
        return arena.allocate(JAVA_LONG);
    }

    /** A step after which the connection is of use. */
    @FunctionalInterface
    interface Step {
        void run() throws CorosyncException;
    }

    /** Takes the step; if it fails, the connection is closed. */
    void orClose(Step step) throws CorosyncException {
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    long handle() {
        return handle;
    }

    int descriptor() {
        return descriptor;
    }

    /** What a callback has thrown: nothing may be thrown into C. */
    void failed(Throwable thrown) {
        failure = thrown;
    }

    /**
     * Has callbacks called, if there is something to tell.
     *
     * @param found by {@code poll}
     */
    void dispatch(short found) throws CorosyncException {
        for (int i = 0; i < BATCH; i++) {
            boolean told = dispatch.tried(handle, ONE_NONBLOCKING);
            var thrown = failure;
            if (thrown != null) {
                throw NativeLibrary.impossible(thrown);
            }
            if (!told) {
                if ((found & ~Libc.POLLIN) != 0) {
                    dispatch.check(CsError.LIBRARY.code()); // hung up, and nothing is left to be read
                }
                return;
            }
        }
    }

    void close() {
        terminate.call(handle);
    }
}
