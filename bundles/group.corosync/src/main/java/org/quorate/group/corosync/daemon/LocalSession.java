package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.quorate.ring.RingId;

/** Connections to all services of the daemon that are used. */
final class LocalSession implements DaemonSession {
    private static final String STATISTICS = "stats.srp.";

    /** corosync's, if none is configured. */
    private static final String DEFAULT_TRANSPORT = "knet";

    private final Libraries libraries;
    private final DaemonEvents events;
    private final int eventfd;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment drained = arena.allocate(JAVA_LONG);
    private final List<CpgGroup> groups = new ArrayList<>();
    private final List<Runnable> closers = new ArrayList<>();
    private MemorySegment pollfds = MemorySegment.NULL;
    private final CfgReader cfg;
    private final CmapReader statistics;
    private final QuorumWatch quorum;
    private final @Nullable VoteWatch votes;
    private final int localNodeId;
    private final String transport;

    private LocalSession(Libraries libraries, DaemonEvents events, int eventfd) throws CorosyncException {
        this.libraries = libraries;
        this.events = events;
        this.eventfd = eventfd;
        boolean open = false;
        try {
            cfg = new CfgReader(libraries.cfg());
            closers.add(cfg::close);
            statistics = new CmapReader(libraries.cmap(), CmapReader.STATISTICS);
            closers.add(statistics::close);
            localNodeId = cfg.localNodeId();
            transport = readTransport(libraries);
            quorum = new QuorumWatch(libraries.quorum(), this::counted, arena);
            closers.add(quorum.connection()::close);
            votes = quorum.counts() ? new VoteWatch(libraries.votequorum(), events::votesChanged, arena) : null;
            if (votes != null) {
                closers.add(votes.connection()::close);
            }
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    static LocalSession open(Libraries libraries, DaemonEvents events, int eventfd) throws CorosyncException {
        return new LocalSession(libraries, events, eventfd);
    }

    private static String readTransport(Libraries libraries) throws CorosyncException {
        var settings = new CmapReader(libraries.cmap(), CmapReader.SETTINGS);
        var transport = settings.text("totem.transport");
        settings.close();
        return transport.orElse(DEFAULT_TRANSPORT);
    }

    // ---- callbacks

    private void counted(MemorySegment ringId, int count, MemorySegment members, boolean quorate) {
        events.ringChanged(ring(ringId), nodeIds(count, members), quorate);
    }

    /** Without a provider of quorum, the rings are known from the groups. */
    private void installed(MemorySegment ringId, int count, MemorySegment members) {
        if (votes == null) {
            counted(ringId, count, members, true);
        }
    }

    private static RingId ring(MemorySegment ringId) {
        return new RingId(ringId.get(JAVA_INT, 0), ringId.get(JAVA_LONG, Libraries.RING_SEQUENCE_OFFSET));
    }

    @SuppressWarnings("restricted")
    private static List<Integer> nodeIds(int count, MemorySegment list) {
        var ids = list.reinterpret((long) count * Integer.BYTES);
        return LongStream.range(0, count)
                .mapToObj(i -> ids.getAtIndex(JAVA_INT, i))
                .sorted(Integer::compareUnsigned)
                .toList();
    }

    // ---- the session

    @Override
    public int localNodeId() {
        return localNodeId;
    }

    @Override
    public boolean countsVotes() {
        return votes != null;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public GroupConnection open(byte[] name, GroupEvents heard) throws CorosyncException {
        var group = new CpgGroup(libraries.cpg(), name, heard, this::installed, groups::remove);
        groups.add(group);
        return group;
    }

    @Override
    public void await(int millis) throws CorosyncException {
        var watched = watched();
        long bytes = (1L + watched.size()) * Libc.POLLFD_BYTES;
        if (pollfds.byteSize() < bytes) {
            pollfds = arena.allocate(2 * bytes, Integer.BYTES);
        }
        Libc.wanted(pollfds, 0, eventfd);
        for (int i = 0; i < watched.size(); i++) {
            Libc.wanted(pollfds, 1 + i, watched.get(i).descriptor());
        }
        Libc.poll(pollfds, 1 + watched.size(), millis);
        if (Libc.found(pollfds, 0) != 0) {
            Libc.drain(eventfd, drained);
        }
        for (int i = 0; i < watched.size(); i++) {
            short found = Libc.found(pollfds, 1 + i);
            if (found != 0) {
                watched.get(i).dispatch(found);
            }
        }
    }

    /** The count of a ring is to be known before what happens in it. */
    private List<Connection> watched() {
        var watched = new ArrayList<Connection>();
        watched.add(quorum.connection());
        if (votes != null) {
            watched.add(votes.connection());
        }
        groups.forEach(group -> watched.add(group.connection()));
        return watched;
    }

    @Override
    public Optional<VoteInfo> votes(int nodeId) throws CorosyncException {
        return votes == null ? Optional.empty() : votes.votes(nodeId);
    }

    @Override
    public boolean expectVotes(int expected) throws CorosyncException {
        return votes != null && votes.expect(expected);
    }

    @Override
    public SortedMap<String, Long> counters() throws CorosyncException {
        return statistics.numbers(STATISTICS);
    }

    @Override
    public List<Boolean> links(int nodeId) {
        return cfg.links(nodeId);
    }

    @Override
    public void close() {
        List.copyOf(groups).forEach(CpgGroup::close);
        closers.forEach(Runnable::run);
        arena.close();
    }
}
