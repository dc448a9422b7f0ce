package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.quorate.group.GroupMember;

/** A process in a group: a connection to the service of process groups of its own, as it has one group only. */
final class CpgGroup implements GroupConnection {
    private static final int MODEL_V1 = 1;
    private static final int DELIVER_INITIAL_RING = 1;
    private static final int TYPE_AGREED = 2;

    /** {@code struct iovec}: where and how much. */
    private static final int IOVEC_BYTES = 16;

    /** Room for usual messages; for a larger one, memory is taken each time. */
    private static final int ROOM_BYTES = 1 << 16;

    private final Libraries.Cpg cpg;
    private final GroupEvents events;
    private final RingEvents rings;
    private final Consumer<CpgGroup> whenClosed;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment name;
    private final MemorySegment iovec = arena.allocate(IOVEC_BYTES, Long.BYTES);
    private final MemorySegment room = arena.allocate(ROOM_BYTES);
    private final Connection connection;

    /** What the groups hear of the ring. */
    @FunctionalInterface
    interface RingEvents {
        void installed(MemorySegment ringId, int count, MemorySegment members);
    }

    /** Connects. */
    CpgGroup(Libraries.Cpg cpg, byte[] name, GroupEvents events, RingEvents rings, Consumer<CpgGroup> whenClosed)
            throws CorosyncException {
        this.cpg = cpg;
        this.events = events;
        this.rings = rings;
        this.whenClosed = whenClosed;
        this.name = GroupName.of(name, arena);
        Connection opened = null;
        try {
            var handle = Connection.handlePlace(arena);
            cpg.initialize().mustPatiently(handle, MODEL_V1, model(), MemorySegment.NULL);
            opened = Connection.of(handle.get(JAVA_LONG, 0), cpg.descriptor(), cpg.dispatch(), cpg.terminate());
        } finally {
            if (opened == null) {
                arena.close();
            }
        }
        connection = opened;
    }

    /** {@code cpg_model_v1_data_t}: model, three callbacks, flags. */
    private MemorySegment model() {
        var model = arena.allocate(5 * Long.BYTES, Long.BYTES);
        model.set(JAVA_INT, 0, MODEL_V1);
        model.set(
                ADDRESS,
                Long.BYTES,
                callback(
                        "delivered",
                        methodType(
                                void.class,
                                long.class,
                                MemorySegment.class,
                                int.class,
                                int.class,
                                MemorySegment.class,
                                long.class),
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_LONG));
        model.set(
                ADDRESS,
                2 * Long.BYTES,
                callback(
                        "changed",
                        methodType(
                                void.class,
                                long.class,
                                MemorySegment.class,
                                MemorySegment.class,
                                long.class,
                                MemorySegment.class,
                                long.class,
                                MemorySegment.class,
                                long.class),
                        JAVA_LONG,
                        ADDRESS,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_LONG,
                        ADDRESS,
                        JAVA_LONG));
        model.set(
                ADDRESS,
                3 * Long.BYTES,
                callback(
                        "ringChanged",
                        methodType(void.class, long.class, MemorySegment.class, int.class, MemorySegment.class),
                        JAVA_LONG,
                        Libraries.RING_ID,
                        JAVA_INT,
                        ADDRESS));
        model.set(JAVA_INT, 4 * Long.BYTES, DELIVER_INITIAL_RING);
        return model;
    }

    private MemorySegment callback(String method, MethodType type, MemoryLayout... layouts) {
        return NativeLibrary.callback(MethodHandles.lookup(), this, method, type, arena, layouts);
    }

    Connection connection() {
        return connection;
    }

    // ---- callbacks

    @SuppressWarnings({"restricted", "unused"}) // called from C
    private void delivered(long handle, MemorySegment group, int nodeId, int pid, MemorySegment message, long length) {
        try {
            var bytes = message.reinterpret(length).toArray(JAVA_BYTE);
            events.delivered(new GroupMember(nodeId, pid), ByteBuffer.wrap(bytes));
        } catch (Throwable thrown) {
            connection.failed(thrown);
        }
    }

    @SuppressWarnings({"restricted", "unused"})
    private void changed(
            long handle,
            MemorySegment group,
            MemorySegment members,
            long memberCount,
            MemorySegment left,
            long leftCount,
            MemorySegment joined,
            long joinedCount) {
        try {
            events.changed(GroupMembers.change(
                    members.reinterpret(memberCount * GroupMembers.ADDRESS_BYTES),
                    left.reinterpret(leftCount * GroupMembers.ADDRESS_BYTES),
                    joined.reinterpret(joinedCount * GroupMembers.ADDRESS_BYTES)));
        } catch (Throwable thrown) {
            connection.failed(thrown);
        }
    }

    @SuppressWarnings("unused")
    private void ringChanged(long handle, MemorySegment ringId, int count, MemorySegment members) {
        try {
            rings.installed(ringId, count, members);
        } catch (Throwable thrown) {
            connection.failed(thrown);
        }
    }

    // ---- what it is asked for

    /** While this process is still leaving the group by another connection, it exists in it. */
    @Override
    public boolean join() throws CorosyncException {
        int code = cpg.join().call(connection.handle(), name);
        return code != CsError.EXIST.code() && cpg.join().succeeded(code);
    }

    @Override
    public boolean send(ByteBuffer message) throws CorosyncException {
        int length = message.remaining();
        if (length <= ROOM_BYTES) {
            return send(message, room);
        }
        try (var large = Arena.ofConfined()) {
            return send(message, large.allocate(length));
        }
    }

    private boolean send(ByteBuffer message, MemorySegment place) throws CorosyncException {
        var content = MemorySegment.ofBuffer(message);
        MemorySegment.copy(content, 0, place, 0, content.byteSize());
        iovec.set(ADDRESS, 0, place);
        iovec.set(JAVA_LONG, Long.BYTES, content.byteSize());
        return cpg.multicast().tried(connection.handle(), TYPE_AGREED, iovec, 1);
    }

    @Override
    public boolean leave() throws CorosyncException {
        return cpg.leave().tried(connection.handle(), name);
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        connection.close();
        arena.close();
    }
}
