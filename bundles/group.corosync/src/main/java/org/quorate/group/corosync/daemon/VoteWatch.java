package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/** The service votequorum: votes, and what is expected. */
final class VoteWatch {
    /** {@code votequorum_callbacks_t}: for the quorum, for expected votes, for nodes. */
    private static final int CALLBACKS_BYTES = 3 * Long.BYTES;

    private final Libraries.Votequorum votequorum;
    private final Runnable changed;
    private final Connection connection;
    private final MemorySegment info;

    /**
     * Connects.
     *
     * @param changed called when there are other votes
     */
    VoteWatch(Libraries.Votequorum votequorum, Runnable changed, Arena arena) throws CorosyncException {
        this.votequorum = votequorum;
        this.changed = changed;
        this.info = arena.allocate(VoteInfo.BYTES, Integer.BYTES);
        var callbacks = arena.allocate(CALLBACKS_BYTES, Long.BYTES);
        var lookup = MethodHandles.lookup();
        var quorum = methodType(void.class, long.class, long.class, int.class, int.class, MemorySegment.class);
        callbacks.set(
                ADDRESS,
                0,
                NativeLibrary.callback(
                        lookup, this, "quorum", quorum, arena, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS));
        var expected = methodType(void.class, long.class, long.class, int.class);
        callbacks.set(
                ADDRESS,
                Long.BYTES,
                NativeLibrary.callback(lookup, this, "expected", expected, arena, JAVA_LONG, JAVA_LONG, JAVA_INT));
        var handle = Connection.handlePlace(arena);
        votequorum.initialize().mustPatiently(handle, callbacks);
        connection = Connection.of(
                handle.get(JAVA_LONG, 0), votequorum.descriptor(), votequorum.dispatch(), votequorum.terminate());
        connection.orClose(() -> votequorum.track().mustPatiently(connection.handle(), 0L, QuorumWatch.TRACK));
    }

    Connection connection() {
        return connection;
    }

    Optional<VoteInfo> votes(int nodeId) throws CorosyncException {
        int code = votequorum.info().patiently(connection.handle(), nodeId, info);
        if (code == CsError.NOT_EXIST.code()) {
            return Optional.empty();
        }
        votequorum.info().check(code);
        return Optional.of(VoteInfo.of(info));
    }

    boolean expect(int votes) throws CorosyncException {
        int code = votequorum.setExpected().patiently(connection.handle(), votes);
        if (code == CsError.INVALID_PARAM.code()) {
            return false;
        }
        votequorum.setExpected().check(code);
        return true;
    }

    // ---- callbacks

    @SuppressWarnings("unused") // called from C
    private void quorum(long handle, long context, int quorate, int count, MemorySegment nodes) {
        tell();
    }

    @SuppressWarnings("unused")
    private void expected(long handle, long context, int votes) {
        tell();
    }

    private void tell() {
        try {
            changed.run();
        } catch (Throwable thrown) {
            connection.failed(thrown);
        }
    }
}
