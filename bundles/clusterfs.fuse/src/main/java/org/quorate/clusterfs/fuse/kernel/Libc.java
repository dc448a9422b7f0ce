package org.quorate.clusterfs.fuse.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** The six calls of the C library that a mount needs. Each answers its result, or the errno as a negative number. */
final class Libc {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 02000000;
    static final long MS_NOSUID = 2;
    static final long MS_NODEV = 4;
    static final int MNT_FORCE = 1;
    static final int MNT_DETACH = 2;
    static final int UMOUNT_NOFOLLOW = 8;

    /** Where a call leaves its errno; one for each thread that calls at the same time. */
    static final StructLayout ERRNO = Linker.Option.captureStateLayout();

    private static final long ERRNO_OFFSET = ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPEN = call(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), CAPTURE, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), CAPTURE);
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), CAPTURE);
    private static final MethodHandle MOUNT =
            call("mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS), CAPTURE);
    private static final MethodHandle UMOUNT2 =
            call("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), CAPTURE);

    private Libc() {}

    static int open(String path, int flags) {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(ERRNO);
            return result((int) OPEN.invokeExact(errno, arena.allocateFrom(path), flags), errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    static int close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(ERRNO);
            return result((int) CLOSE.invokeExact(errno, descriptor), errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    static int read(int descriptor, MemorySegment into, MemorySegment errno) {
        try {
            return result((int) (long) READ.invokeExact(errno, descriptor, into, into.byteSize()), errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    static int write(int descriptor, MemorySegment from, int length, MemorySegment errno) {
        try {
            return result((int) (long) WRITE.invokeExact(errno, descriptor, from, (long) length), errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    static int mount(String source, String target, String type, long flags, String options) {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(ERRNO);
            int result = (int) MOUNT.invokeExact(
                    errno,
                    arena.allocateFrom(source),
                    arena.allocateFrom(target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(options));
            return result(result, errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    static int umount(String target, int flags) {
        try (var arena = Arena.ofConfined()) {
            var errno = arena.allocate(ERRNO);
            return result((int) UMOUNT2.invokeExact(errno, arena.allocateFrom(target), flags), errno);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    private static int result(int result, MemorySegment errno) {
        return result >= 0 ? result : -errno.get(JAVA_INT, ERRNO_OFFSET);
    }

    /** The calls themselves throw nothing; what comes here is an error of the virtual machine or of this class. */
    private static Error impossible(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError(thrown);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
    }
}
