package org.quorate.shell.result;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import org.quorate.quorum.QuorumStatus;
import org.quorate.shell.result.ClusterReport.ClusterInformation;

/** The layout of {@code pvecm} and {@code corosync-quorumtool} of corosync 3. */
public final class QuorumText {
    private static final String VOTEQUORUM = "corosync_votequorum";

    /** {@code ctime(3)}: the day of the month is padded with a blank. */
    private static final DateTimeFormatter CTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private static final String UNREGISTERED = "        NR ";

    private static final Columns ADDRESSES = new Columns(true, false, QuorumStatus.Node::address);
    private static final Columns NAMES = new Columns(false, false, QuorumStatus.Node::name);

    private QuorumText() {}

    /**
     * How the members are shown.
     *
     * @param hex node ids are hexadecimal
     * @param device with a column for a quorum device, which no node has
     * @param label the last column
     */
    public record Columns(boolean hex, boolean device, Function<QuorumStatus.Node, String> label) {}

    static String status(ClusterReport report) {
        var text = new StringBuilder();
        report.cluster().ifPresent(cluster -> cluster(text, cluster));
        quorum(text, report.quorum(), report.at(), true);
        membership(text, report.quorum(), ADDRESSES);
        return text.toString();
    }

    static String votes(QuorumStatus status, ZonedDateTime at) {
        return report(status, at, NAMES);
    }

    static String nodes(MembershipReport report) {
        return members(report.quorum(), NAMES);
    }

    /** {@code corosync-quorumtool -s}. */
    public static String report(QuorumStatus status, ZonedDateTime at, Columns columns) {
        var text = new StringBuilder();
        quorum(text, status, at, columns.hex());
        membership(text, status, columns);
        return text.toString();
    }

    /** {@code corosync-quorumtool -l}. */
    public static String members(QuorumStatus status, Columns columns) {
        var text = new StringBuilder();
        membership(text, status, columns);
        return text.toString();
    }

    private static void cluster(StringBuilder text, ClusterInformation cluster) {
        title(text, "Cluster information");
        line(text, "Name:", cluster.name());
        line(text, "Config Version:", Long.toString(cluster.configVersion()));
        line(text, "Transport:", cluster.transport());
        line(text, "Secure auth:", cluster.secureAuth() ? "on" : "off");
        text.append('\n');
    }

    private static void quorum(StringBuilder text, QuorumStatus status, ZonedDateTime at, boolean hex) {
        boolean votequorum = status.provider().equals(VOTEQUORUM);
        title(text, "Quorum information");
        line(text, "Date:", CTIME.format(at));
        line(text, "Quorum provider:", status.provider());
        line(text, "Nodes:", Integer.toString(status.nodes().size()));
        line(text, "Node ID:", id(status.localNodeId(), hex));
        line(
                text,
                "Ring ID:",
                votequorum
                        ? status.ring().toString()
                        : Long.toHexString(status.ring().sequence()));
        line(text, "Quorate:", status.quorate() ? "Yes" : "No");
        if (!votequorum) {
            return;
        }
        text.append('\n');
        title(text, "Votequorum information");
        line(text, "Expected votes:", Integer.toString(status.expectedVotes()));
        line(text, "Highest expected:", Integer.toString(status.highestExpected()));
        line(text, "Total votes:", Integer.toString(status.totalVotes()));
        line(text, "Quorum:", status.quorum() + " " + (status.quorate() ? " " : "Activity blocked"));
        var flags = new StringBuilder();
        for (QuorumStatus.Flag flag : QuorumStatus.Flag.values()) {
            if (status.flags().contains(flag)) {
                flags.append(flag.label()).append(' ');
            }
        }
        line(text, "Flags:", flags.toString());
    }

    private static void membership(StringBuilder text, QuorumStatus status, Columns columns) {
        text.append('\n');
        title(text, "Membership information");
        text.append(columns.device() ? "    Nodeid      Votes    Qdevice Name\n" : "    Nodeid      Votes Name\n");
        for (QuorumStatus.Node node : status.nodes()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10s %10d %s%s%s%n",
                    id(node.nodeId(), columns.hex()),
                    node.votes(),
                    columns.device() ? UNREGISTERED : "",
                    columns.label().apply(node),
                    node.nodeId() == status.localNodeId() ? " (local)" : ""));
        }
    }

    private static String id(int nodeId, boolean hex) {
        return hex ? String.format(Locale.ROOT, "0x%08x", nodeId) : Integer.toUnsignedString(nodeId);
    }

    private static void title(StringBuilder text, String title) {
        text.append(title).append('\n').repeat('-', title.length()).append('\n');
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-17s %s%n", label, value));
    }
}
