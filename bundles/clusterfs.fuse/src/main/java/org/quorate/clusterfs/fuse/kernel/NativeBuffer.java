package org.quorate.clusterfs.fuse.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that system calls can use, seen as a buffer in the byte order of the machine. Used by one
 * thread at a time; lives as long as its arena.
 */
public final class NativeBuffer {
    final MemorySegment segment;
    final MemorySegment errno;
    private final ByteBuffer bytes;

    /** With so many bytes. */
    public NativeBuffer(Arena arena, int size) {
        this.segment = arena.allocate(size, Long.BYTES);
        this.errno = arena.allocate(Libc.ERRNO);
        this.bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** The bytes; position and limit are not used. */
    public ByteBuffer bytes() {
        return bytes;
    }
}
