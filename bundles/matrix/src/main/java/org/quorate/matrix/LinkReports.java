package org.quorate.matrix;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.ring.ClusterLinks;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.LinkMatrix;
import org.quorate.ring.LinkMatrix.Cell;
import org.quorate.ring.LinkMatrix.Row;
import org.quorate.ring.LinkMatrix.Telling;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;

/** Tells the others of the links of this node, and keeps what they tell of theirs. */
@Component(immediate = true)
public final class LinkReports implements ClusterLinks, GroupListener {
    /** Name of the group. */
    static final String GROUP = "quorate.links";

    private static final System.Logger LOG = System.getLogger(LinkReports.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SEND_WITHIN = Duration.ofMillis(500);

    /** Looks after which is told what has hardly changed. */
    private static final int TELL_AFTER = 30;

    private final ClusterRing ring;
    private final ActiveConfiguration configuration;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("quorate-links").factory());
    private final Map<Integer, List<Cell>> reports = new ConcurrentHashMap<>();
    private final ProcessGroup group;
    private volatile boolean wanted = true;

    // Of the thread that looks.
    private List<Cell> told = List.of();
    private int quietLooks;

    /** Joins the group. */
    @Activate
    public LinkReports(
            @Reference ProcessGroups groups,
            @Reference ClusterRing ring,
            @Reference ActiveConfiguration configuration) {
        this.ring = ring;
        this.configuration = configuration;
        group = groups.join(GROUP, this);
        looks.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void close() {
        looks.shutdownNow();
        group.close();
    }

    // ---- telling

    private void look() {
        var now = cells(ring.status());
        boolean news = wanted || Changes.matter(told, now);
        if (!news && ++quietLooks < TELL_AFTER) {
            return;
        }
        try {
            wanted = false;
            group.send(SEND_WITHIN, ReportCodec.encode(now));
            told = now;
            quietLooks = 0;
        } catch (GroupException e) {
            wanted = true; // the ring is being formed: the next look tries again
            LOG.log(Level.DEBUG, "links: {0}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those to other nodes. */
    private static List<Cell> cells(RingStatus status) {
        return status.links().stream()
                .filter(link -> link.nodeId() != status.localNodeId())
                .map(LinkReports::cell)
                .toList();
    }

    private static Cell cell(LinkStatus link) {
        return link.quality()
                .map(quality -> new Cell(
                        link.nodeId(),
                        link.link(),
                        link.connected(),
                        true,
                        quality.used(),
                        quality.heard(),
                        quality.mtuBytes(),
                        quality.roundTripNanos(),
                        quality.jitterNanos(),
                        quality.lossShare()))
                .orElseGet(
                        () -> new Cell(link.nodeId(), link.link(), link.connected(), false, false, false, 0, 0, 0, 0));
    }

    // ---- what is told, on the thread of the group

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        try {
            reports.put(sender.nodeId(), ReportCodec.decode(message));
        } catch (MalformedReportException e) {
            LOG.log(Level.DEBUG, "links: node {0}: {1}", Integer.toUnsignedString(sender.nodeId()), e.getMessage());
        }
    }

    /** Who comes knows nothing yet. */
    @Override
    public void membershipChanged(MembershipChange change) {
        reports.keySet()
                .retainAll(change.members().stream().map(GroupMember::nodeId).collect(Collectors.toSet()));
        wanted |= !change.joined().isEmpty();
    }

    @Override
    public void expelled(String reason) {
        LOG.log(Level.WARNING, "links: nothing is told to the others any more: {0}; restart this bundle", reason);
        reports.clear();
        looks.shutdownNow();
    }

    // ---- the service

    @Override
    public LinkMatrix matrix() {
        var members = ring.status().members();
        var rows = configuration.members().nodes().stream()
                .map(node -> row(node, members))
                .toList();
        return new LinkMatrix(rows, Findings.of(rows));
    }

    private Row row(ResolvedNode node, List<Integer> members) {
        var cells = reports.get(node.nodeId());
        if (cells != null) {
            return new Row(node.nodeId(), node.name(), Telling.TELLS, cells);
        }
        var telling = members.contains(node.nodeId()) ? Telling.SILENT : Telling.ABSENT;
        return new Row(node.nodeId(), node.name(), telling, List.of());
    }
}
