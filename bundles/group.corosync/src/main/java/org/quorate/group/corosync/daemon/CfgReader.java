package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The service cfg: which node this is, and how the others are reached. */
final class CfgReader {
    private static final int STATUS_V1 = 1;

    private final Libraries.Cfg cfg;
    private final long handle;

    CfgReader(Libraries.Cfg cfg) throws CorosyncException {
        this.cfg = cfg;
        try (var arena = Arena.ofConfined()) {
            var place = Connection.handlePlace(arena);
            cfg.initialize().mustPatiently(place, MemorySegment.NULL);
            handle = place.get(JAVA_LONG, 0);
        }
    }

    int localNodeId() throws CorosyncException {
        try (var arena = Arena.ofConfined()) {
            var nodeId = arena.allocate(JAVA_INT);
            cfg.localNode().mustPatiently(handle, nodeId);
            return nodeId.get(JAVA_INT, 0);
        }
    }

    /** By number: whether the link is connected. Empty for a node that corosync does not know. */
    List<Boolean> links(int nodeId) {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(NodeStatus.BYTES, Integer.BYTES);
            int code = cfg.nodeStatus().patiently(handle, nodeId, STATUS_V1, status);
            return code == CsError.OK.code() ? NodeStatus.connected(status) : List.of();
        }
    }

    void close() {
        cfg.terminate().call(handle);
    }
}
