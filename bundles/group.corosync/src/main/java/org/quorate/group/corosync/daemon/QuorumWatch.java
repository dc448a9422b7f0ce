package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** The service quorum: which ring there is, and whether it may act. */
final class QuorumWatch {
    /** {@code CS_TRACK_CURRENT | CS_TRACK_CHANGES}. */
    static final int TRACK = 1 | 2;

    private static final int MODEL_V1 = 1;

    /** {@code quorum_model_v1_data_t}: model, callback for the quorum, callback for nodes. */
    private static final int MODEL_BYTES = 3 * Long.BYTES;

    private final Rings rings;
    private final Connection connection;
    private final boolean counts;

    /** Is told of each ring. */
    @FunctionalInterface
    interface Rings {
        void installed(MemorySegment ringId, int count, MemorySegment members, boolean quorate);
    }

    QuorumWatch(Libraries.Quorum quorum, Rings rings, Arena arena) throws CorosyncException {
        this.rings = rings;
        var handle = Connection.handlePlace(arena);
        var type = arena.allocate(JAVA_INT);
        var model = arena.allocate(MODEL_BYTES, Long.BYTES);
        model.set(JAVA_INT, 0, MODEL_V1);
        var notified = NativeLibrary.callback(
                MethodHandles.lookup(),
                this,
                "notified",
                methodType(void.class, long.class, int.class, MemorySegment.class, int.class, MemorySegment.class),
                arena,
                JAVA_LONG,
                JAVA_INT,
                Libraries.RING_ID,
                JAVA_INT,
                ADDRESS);
        model.set(ADDRESS, Long.BYTES, notified);
        quorum.initialize().mustPatiently(handle, MODEL_V1, model, type, MemorySegment.NULL);
        connection =
                Connection.of(handle.get(JAVA_LONG, 0), quorum.descriptor(), quorum.dispatch(), quorum.terminate());
        counts = type.get(JAVA_INT, 0) != 0;
        connection.orClose(() -> quorum.track().mustPatiently(connection.handle(), TRACK));
    }

    /** Whether corosync has a provider. */
    boolean counts() {
        return counts;
    }

    Connection connection() {
        return connection;
    }

    @SuppressWarnings("unused") // called from C
    private void notified(long handle, int quorate, MemorySegment ringId, int count, MemorySegment members) {
        try {
            rings.installed(ringId, count, members, quorate != 0);
        } catch (Throwable thrown) {
            connection.failed(thrown);
        }
    }
}
