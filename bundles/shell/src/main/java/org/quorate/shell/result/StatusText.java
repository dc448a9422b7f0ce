package org.quorate.shell.result;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;
import org.quorate.tree.TreeLock;

/** Text for what nodes tell each other, and for their locks. */
final class StatusText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> PRIORITIES =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

    private StatusText() {}

    static String log(List<LogRecord> records) {
        var table = new Table("Time", "Node", "Priority", "User", "Program", "Message");
        for (LogRecord entry : records) {
            table.row(
                    TIME.format(Instant.ofEpochSecond(Integer.toUnsignedLong(entry.timeSeconds()))
                            .atZone(ZoneId.systemDefault())),
                    printable(entry.node()),
                    PRIORITIES.get(Math.clamp(entry.priority(), 0, PRIORITIES.size() - 1)),
                    printable(entry.user()),
                    printable(entry.tag()) + "[" + Integer.toUnsignedString(entry.pid()) + "]",
                    printable(entry.message()));
        }
        return table.toString();
    }

    /** Others wrote it; it must not speak to the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
                .collect(Collectors.joining());
    }

    static String nodes(List<NodeValues> nodes) {
        var table = new Table("ID", "Node", "State", "Address", "Values");
        for (NodeValues node : nodes) {
            table.row(
                    Integer.toUnsignedString(node.nodeId()),
                    node.name(),
                    node.online() ? "online" : "offline",
                    printable(node.address().orElse("-")),
                    node.versions().entrySet().stream()
                            .map(value -> printable(value.getKey()) + " (" + value.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return table.toString();
    }

    static String locks(List<TreeLock> locks) {
        var table = new Table("Lock", "Holder", "Age", "State");
        for (TreeLock lock : locks) {
            table.row(
                    printable(lock.name()),
                    "node " + Integer.toUnsignedString(lock.holder()),
                    lock.age().toSeconds() + " s",
                    lock.expired() ? "expired" : "held");
        }
        return table.toString();
    }
}
