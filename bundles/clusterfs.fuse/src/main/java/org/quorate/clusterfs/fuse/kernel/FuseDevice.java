package org.quorate.clusterfs.fuse.kernel;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.quorate.clusterfs.fuse.protocol.Errno;

/**
 * The open device; one connection to the kernel. Any number of threads may read and write at the same time.
 *
 * <p>Late answers are expected: after {@link #close()} they are dropped, so that they never reach another file that was
 * given the same descriptor.
 */
public final class FuseDevice implements AutoCloseable {
    private static final String PATH = "/dev/fuse";

    private final int descriptor;
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile boolean closed;

    private FuseDevice(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens the device. */
    public static FuseDevice open() throws MountException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new MountException("mounting needs Linux");
        }
        int result = Libc.open(PATH, Libc.O_RDWR | Libc.O_CLOEXEC);
        if (result < 0) {
            throw new MountException(
                    switch (-result) {
                        case Errno.ENOENT, Errno.ENODEV ->
                            PATH + " is missing; load the module fuse, or pass the device to the container";
                        case Errno.EACCES, Errno.EPERM ->
                            PATH + " must not be opened by this user; run as root, or allow the container the device";
                        default -> PATH + " cannot be opened: errno " + -result;
                    });
        }
        return new FuseDevice(result);
    }

    /** Waits for a request. Answers its length, or a negative errno: -ENODEV when the mount is gone. */
    public int read(NativeBuffer into) {
        return closed ? -Errno.ENODEV : Libc.read(descriptor, into.segment, into.errno);
    }

    /** Writes a reply or a notice. Answers its length or a negative errno. */
    public int write(NativeBuffer from, int length) {
        inUse.readLock().lock();
        try {
            return closed ? -Errno.ENODEV : Libc.write(descriptor, from.segment, length, from.errno);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** The number by which {@code mount(2)} knows the connection. */
    int descriptor() {
        return descriptor;
    }

    /** To be called when no thread reads any more. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                Libc.close(descriptor);
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
