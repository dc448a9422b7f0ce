package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/** The functions that are used, as the headers declare them. A handle is a {@code uint64_t}. */
record Libraries(Cpg cpg, Quorum quorum, Votequorum votequorum, Cmap cmap, Cfg cfg) {
    /** {@code struct cpg_ring_id} and those of the same shape: node id, sequence. */
    static final StructLayout RING_ID = MemoryLayout.structLayout(
            JAVA_INT.withName("nodeid"), MemoryLayout.paddingLayout(Integer.BYTES), JAVA_LONG.withName("seq"));

    static final long RING_SEQUENCE_OFFSET = 2 * Integer.BYTES;

    record Cpg(
            Function initialize,
            Function terminate,
            Function descriptor,
            Function dispatch,
            Function join,
            Function leave,
            Function multicast) {}

    record Quorum(Function initialize, Function terminate, Function descriptor, Function dispatch, Function track) {}

    record Votequorum(
            Function initialize,
            Function terminate,
            Function descriptor,
            Function dispatch,
            Function track,
            Function info,
            Function setExpected) {}

    record Cmap(Function initialize, Function terminate, Function get, Function begin, Function next, Function end) {}

    record Cfg(Function initialize, Function terminate, Function localNode, Function nodeStatus) {}

    /** Loads all of them. */
    static Libraries load() throws CorosyncException {
        return new Libraries(loadCpg(), loadQuorum(), loadVotequorum(), loadCmap(), loadCfg());
    }

    private static Cpg loadCpg() throws CorosyncException {
        var cpg = NativeLibrary.load("libcpg.so.4", "libcpg4");
        return new Cpg(
                cpg.function("cpg_model_initialize", ADDRESS, JAVA_INT, ADDRESS, ADDRESS),
                cpg.function("cpg_finalize", JAVA_LONG),
                cpg.function("cpg_fd_get", JAVA_LONG, ADDRESS),
                cpg.function("cpg_dispatch", JAVA_LONG, JAVA_INT),
                cpg.function("cpg_join", JAVA_LONG, ADDRESS),
                cpg.function("cpg_leave", JAVA_LONG, ADDRESS),
                cpg.function("cpg_mcast_joined", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    }

    private static Quorum loadQuorum() throws CorosyncException {
        var quorum = NativeLibrary.load("libquorum.so.5", "libquorum5");
        return new Quorum(
                quorum.function("quorum_model_initialize", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
                quorum.function("quorum_finalize", JAVA_LONG),
                quorum.function("quorum_fd_get", JAVA_LONG, ADDRESS),
                quorum.function("quorum_dispatch", JAVA_LONG, JAVA_INT),
                quorum.function("quorum_trackstart", JAVA_LONG, JAVA_INT));
    }

    private static Votequorum loadVotequorum() throws CorosyncException {
        var votequorum = NativeLibrary.load("libvotequorum.so.8", "libvotequorum8");
        return new Votequorum(
                votequorum.function("votequorum_initialize", ADDRESS, ADDRESS),
                votequorum.function("votequorum_finalize", JAVA_LONG),
                votequorum.function("votequorum_fd_get", JAVA_LONG, ADDRESS),
                votequorum.function("votequorum_dispatch", JAVA_LONG, JAVA_INT),
                votequorum.function("votequorum_trackstart", JAVA_LONG, JAVA_LONG, JAVA_INT),
                votequorum.function("votequorum_getinfo", JAVA_LONG, JAVA_INT, ADDRESS),
                votequorum.function("votequorum_setexpected", JAVA_LONG, JAVA_INT));
    }

    private static Cmap loadCmap() throws CorosyncException {
        var cmap = NativeLibrary.load("libcmap.so.4", "libcmap4");
        return new Cmap(
                cmap.function("cmap_initialize_map", ADDRESS, JAVA_INT),
                cmap.function("cmap_finalize", JAVA_LONG),
                cmap.function("cmap_get", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                cmap.function("cmap_iter_init", JAVA_LONG, ADDRESS, ADDRESS),
                cmap.function("cmap_iter_next", JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS),
                cmap.function("cmap_iter_finalize", JAVA_LONG, JAVA_LONG));
    }

    private static Cfg loadCfg() throws CorosyncException {
        var cfg = NativeLibrary.load("libcfg.so.7", "libcfg7");
        return new Cfg(
                cfg.function("corosync_cfg_initialize", ADDRESS, ADDRESS),
                cfg.function("corosync_cfg_finalize", JAVA_LONG),
                cfg.function("corosync_cfg_local_get", JAVA_LONG, ADDRESS),
                cfg.function("corosync_cfg_node_status_get", JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS));
    }
}
