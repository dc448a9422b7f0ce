package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Waiting for several descriptors at once, and one descriptor to end such a wait. */
final class Libc {
    /** {@code struct pollfd}: descriptor, what is waited for, what there is. */
    static final int POLLFD_BYTES = 8;

    static final short POLLIN = 1;

    private static final int EVENTS_OFFSET = 4;
    private static final int REVENTS_OFFSET = 6;
    private static final int EFD_CLOEXEC = 02000000;
    private static final int EFD_NONBLOCK = 04000;

    private static final MethodHandle POLL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle EVENTFD = call("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Libc() {}

    /** Writes one entry of an array for {@link #poll}. */
    static void wanted(MemorySegment pollfds, int index, int descriptor) {
        long at = (long) index * POLLFD_BYTES;
        pollfds.set(JAVA_INT, at, descriptor);
        pollfds.set(JAVA_SHORT, at + EVENTS_OFFSET, POLLIN);
        pollfds.set(JAVA_SHORT, at + REVENTS_OFFSET, (short) 0);
    }

    /** What {@link #poll} has found for an entry; 0 for nothing. */
    static short found(MemorySegment pollfds, int index) {
        return pollfds.get(JAVA_SHORT, (long) index * POLLFD_BYTES + REVENTS_OFFSET);
    }

    /** Waits; an interruption by a signal is as if nothing was found. */
    static void poll(MemorySegment pollfds, int count, int millis) {
        try {
            int _ = (int) POLL.invokeExact(pollfds, (long) count, millis);
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    /** A descriptor that is readable after {@link #signal}; negative if there are no more. */
    static int eventfd() {
        try {
            return (int) EVENTFD.invokeExact(0, EFD_CLOEXEC | EFD_NONBLOCK);
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    static void signal(int eventfd, MemorySegment one) {
        try {
            long _ = (long) WRITE.invokeExact(eventfd, one, JAVA_LONG.byteSize());
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    /** Takes back all signals. */
    static void drain(int eventfd, MemorySegment into) {
        try {
            long _ = (long) READ.invokeExact(eventfd, into, JAVA_LONG.byteSize());
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable thrown) {
            throw NativeLibrary.impossible(thrown);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
