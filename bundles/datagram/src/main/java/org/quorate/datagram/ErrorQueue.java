package org.quorate.datagram;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What became of datagrams that a socket sent, as ICMP and the kernel say: {@code IP_RECVERR} of {@code ip(7)}, read without
 * waiting. Layouts are those of 64-bit Linux.
 */
final class ErrorQueue {
    /** Read at once. */
    private static final int MOST = 64;

    // <bits/socket.h>, <linux/errqueue.h>, <errno.h>
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int AF_INET = 2;
    private static final int ORIGIN_LOCAL = 1;
    private static final int EMSGSIZE = 90;

    private static final int NAME_BYTES = 28;
    private static final int CONTROL_BYTES = 512;
    private static final int ERROR_AT = 16; // behind the header of the control message
    private static final int ERROR_BYTES = 16;
    private static final int ORIGIN = 4;
    private static final int INFO = 8;

    private static final MemoryLayout HEADER = MemoryLayout.structLayout(
            ADDRESS.withName("name"),
            JAVA_INT.withName("nameBytes"),
            MemoryLayout.paddingLayout(4),
            ADDRESS.withName("pieces"),
            JAVA_LONG.withName("pieceCount"),
            ADDRESS.withName("control"),
            JAVA_LONG.withName("controlBytes"),
            JAVA_INT.withName("flags"),
            MemoryLayout.paddingLayout(4));
    private static final long NAME_LENGTH_AT = 8;
    private static final long CONTROL_AT = 32;
    private static final long CONTROL_LENGTH_AT = 40;

    private static final @Nullable MethodHandle RECVMSG = recvmsg();

    private final int descriptor;
    private final DatagramListener listener;
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment header = arena.allocate(HEADER);
    private final MemorySegment name = arena.allocate(NAME_BYTES, Long.BYTES);
    private final MemorySegment control = arena.allocate(CONTROL_BYTES, Long.BYTES);
    private boolean mayHaveMore;

    /** @param listener is told; it hears no datagrams from here */
    ErrorQueue(int descriptor, DatagramListener listener) {
        this.descriptor = descriptor;
        this.listener = listener;
        header.set(ADDRESS, 0, name);
        header.set(ADDRESS, CONTROL_AT, control);
    }

    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle recvmsg() {
        if (ADDRESS.byteSize() != Long.BYTES) {
            return null;
        }
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("recvmsg")
                .map(symbol ->
                        linker.downcallHandle(symbol, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT)))
                .orElse(null);
    }

    /** Whether this system has it in the form that is known here. */
    static boolean isAvailable() {
        return RECVMSG != null;
    }

    /**
     * Tells the listener what ICMP said.
     *
     * @return how long packets may be of which one was too long for the kernel itself; 0: it says nothing
     */
    int drain() {
        int local = 0;
        mayHaveMore = false;
        for (int read = 0; next(); read++) {
            local = Math.max(local, tell());
            if (read == MOST) {
                mayHaveMore = true;
                return local;
            }
        }
        return local;
    }

    /** Whether {@link #drain} stopped before the end. */
    boolean mayHaveMore() {
        return mayHaveMore;
    }

    private boolean next() {
        header.set(JAVA_INT, NAME_LENGTH_AT, NAME_BYTES);
        header.set(JAVA_LONG, CONTROL_LENGTH_AT, CONTROL_BYTES);
        control.fill((byte) 0);
        var recvmsg = RECVMSG;
        try {
            return recvmsg != null && (long) recvmsg.invokeExact(descriptor, header, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0;
        } catch (Throwable e) {
            throw new AssertionError("recvmsg throws nothing", e);
        }
    }

    /** Of the entry that was read: struct sock_extended_err. */
    private int tell() {
        if (header.get(JAVA_LONG, CONTROL_LENGTH_AT) < ERROR_AT + ERROR_BYTES) {
            return 0;
        }
        int error = control.get(JAVA_INT, ERROR_AT);
        int limit = Math.max(0, control.get(JAVA_INT, ERROR_AT + INFO));
        if (control.get(JAVA_BYTE, ERROR_AT + ORIGIN) == ORIGIN_LOCAL) {
            return error == EMSGSIZE ? limit : 0; // it does not say whom that was for
        }
        if (error == EMSGSIZE) {
            listener.narrow(destination(), limit);
        } else {
            listener.refused(destination());
        }
        return 0;
    }

    /** Whom the datagram was for: struct sockaddr_in or sockaddr_in6. */
    private InetSocketAddress destination() {
        boolean v4 = name.get(JAVA_SHORT, 0) == AF_INET;
        int port = Short.toUnsignedInt(name.get(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2));
        var address = name.asSlice(v4 ? 4 : 8, v4 ? 4 : 16).toArray(JAVA_BYTE);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes or sixteen are an address", e);
        }
    }
}
