package org.quorate.shell.result;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.quorate.config.plan.Plan;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeStatus;

/** Text for everything that has no layout of its own to keep. */
final class ResultText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final double PERCENT = 100.0;
    private static final double NANOS_OF_MILLI = 1e6;

    private ResultText() {}

    static String ring(RingStatus status) {
        var text = new StringBuilder();
        line(text, "Ring ID:", status.ring().toString());
        line(text, "Phase:", status.phase().name().toLowerCase(Locale.ROOT));
        line(text, "Node ID:", Integer.toUnsignedString(status.localNodeId()));
        line(text, "Members:", ids(status.members(), " "));
        line(text, "Transport:", status.transport().orElse("none"));
        status.counters().forEach((name, total) -> line(text, name + ":", Long.toString(total)));
        return text.toString();
    }

    static String plan(Plan plan) {
        var versions = "version " + Long.toUnsignedString(plan.version()) + " -> version "
                + Long.toUnsignedString(plan.nextVersion());
        if (plan.steps().isEmpty()) {
            return versions + ": nothing changes\n";
        }
        var table = new Table("", "When", "Step", "From", "To");
        int number = 0;
        for (var step : plan.steps()) {
            table.row(Integer.toString(++number), step.moment().toString(), step.what(), step.before(), step.after());
        }
        return versions + "\n" + table;
    }

    static String links(List<LinkStatus> links) {
        boolean measured = links.stream().anyMatch(link -> link.quality().isPresent());
        var table = measured
                ? new Table("Link", "Node", "Address", "RTT", "Jitter", "Loss", "MTU", "State")
                : new Table("Link", "Node", "Address", "State");
        for (LinkStatus link : links) {
            var cells = new ArrayList<>(
                    List.of(Integer.toString(link.link()), Integer.toUnsignedString(link.nodeId()), link.address()));
            if (measured) {
                cells.addAll(link.quality().map(ResultText::measures).orElse(List.of("-", "-", "-", "-")));
            }
            cells.add(state(link));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    private static String state(LinkStatus link) {
        boolean used = link.quality().map(LinkQuality::used).orElse(false);
        return (link.connected() ? "connected" : "disconnected") + (used ? ", used" : "");
    }

    private static List<String> measures(LinkQuality quality) {
        return List.of(
                millis(quality.roundTripNanos()),
                millis(quality.jitterNanos()),
                String.format(Locale.ROOT, "%.1f%%", PERCENT * quality.lossShare()),
                Integer.toString(quality.mtuBytes()));
    }

    private static String millis(long nanos) {
        return nanos == 0 ? "-" : String.format(Locale.ROOT, "%.3f ms", nanos / NANOS_OF_MILLI);
    }

    static String bundles(List<BundleState> bundles) {
        var table = new Table("ID", "State", "Version", "Name");
        for (BundleState bundle : bundles) {
            table.row(Long.toString(bundle.id()), bundle.state(), bundle.version(), bundle.name());
        }
        return table.toString();
    }

    static String transports(List<TransportState> transports) {
        var table = new Table("Transport", "State", "Bundle");
        for (TransportState transport : transports) {
            table.row(transport.name(), transport.inUse() ? "in use" : "there", transport.bundle());
        }
        return table.toString();
    }

    static String loggers(List<LoggerLevel> loggers) {
        var table = new Table("Level", "Logger");
        for (LoggerLevel logger : loggers) {
            table.row(
                    logger.level() + (logger.inherited() ? " (inherited)" : ""),
                    logger.logger().isEmpty() ? "(root)" : logger.logger());
        }
        return table.toString();
    }

    static String commands(List<CommandHelp> commands) {
        var table = new Table("Command", "What it does");
        for (CommandHelp command : commands) {
            table.row(command.command(), command.description());
        }
        return table.toString();
    }

    static String entries(List<TreeEntry> entries) {
        var table = new Table("Mode", "Size", "Version", "Changed", "Name");
        for (TreeEntry entry : entries) {
            table.row(
                    mode(entry),
                    Integer.toString(entry.size()),
                    Long.toString(entry.version()),
                    TIME.format(Instant.ofEpochSecond(Integer.toUnsignedLong(entry.mtimeSeconds()))
                            .atZone(ZoneId.systemDefault())),
                    entry.name().isEmpty() ? "/" : entry.name());
        }
        return table.toString();
    }

    static String tree(TreeStatus status) {
        var text = new StringBuilder();
        line(text, "Phase:", status.phase());
        line(text, "Version:", Long.toString(status.version()));
        line(text, "Entries:", status.entries() + " of " + status.maxEntries());
        line(text, "Bytes:", status.bytes() + " of " + status.maxBytes());
        line(text, "Writable:", status.quorate() ? "yes" : "no, not quorate");
        line(text, "Members:", ids(status.members(), " "));
        line(text, "Checksum:", status.checksum());
        return text.toString();
    }

    static String node(NodeState state) {
        return "pid=" + state.pid()
                + "\nring=" + state.ring()
                + "\nphase=" + state.phase()
                + "\nmembers=" + ids(state.members(), ",")
                + "\nquorate=" + (state.quorate() ? "yes" : "no")
                + "\ntree=" + state.tree()
                + "\nmount=" + state.mount().map(Object::toString).orElse("none")
                + "\nmounted=" + (state.mounted() ? "yes" : "no")
                + "\n";
    }

    private static String mode(TreeEntry entry) {
        char kind = switch (entry.kind()) {
            case DIRECTORY -> 'd';
            case FILE -> '-';
            case LINK -> 'l';
        };
        var text = new StringBuilder().append(kind);
        for (int bit = 8; bit >= 0; bit--) {
            text.append((entry.mode() >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
        }
        return text.toString();
    }

    private static String ids(List<Integer> ids, String separator) {
        return ids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(separator));
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "%-17s %s%n", label, value));
    }
}
