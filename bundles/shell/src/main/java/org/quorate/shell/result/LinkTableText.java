package org.quorate.shell.result;

import java.util.Locale;
import java.util.TreeSet;
import org.quorate.shell.result.LinkTable.Link;
import org.quorate.shell.result.LinkTable.Node;

/** The layout of {@code corosync-cfgtool} of corosync 3. */
public final class LinkTableText {
    /** Of the other transports it says nothing in this place. */
    private static final String KNET = "udp";

    private LinkTableText() {}

    /** {@code -s}. */
    public static String status(LinkTable table) {
        var text = title(table);
        for (var link : table.links()) {
            text.append(begin(table, link)).append("\tstatus:\n");
            for (var node : link.nodes()) {
                text.append(String.format(
                        Locale.ROOT,
                        "\t\tnodeid: %10s:\t%s%n",
                        Integer.toUnsignedString(node.nodeId()),
                        state(table, node)));
            }
        }
        return text.toString();
    }

    /** {@code -sb}: a character for each node. */
    public static String brief(LinkTable table) {
        var text = title(table);
        for (var link : table.links()) {
            text.append(begin(table, link)).append("\tstatus\t= ");
            for (var node : link.nodes()) {
                text.append(node.nodeId() == table.localNodeId() ? 'n' : node.connected() ? '3' : '1');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** {@code -n}: the other nodes, as far as they are reached. */
    public static String nodes(LinkTable table) {
        var text = title(table);
        var others = new TreeSet<Integer>(Integer::compareUnsigned);
        for (var link : table.links()) {
            link.nodes().stream()
                    .filter(node -> node.connected() && node.nodeId() != table.localNodeId())
                    .forEach(node -> others.add(node.nodeId()));
        }
        for (int other : others) {
            text.append("nodeid: ").append(Integer.toUnsignedString(other)).append(" reachable\n");
            for (var link : table.links()) {
                link.nodes().stream()
                        .filter(node -> node.nodeId() == other)
                        .forEach(node -> text.append(end(table, link, node)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static StringBuilder title(LinkTable table) {
        return new StringBuilder("Local node ID ")
                .append(Integer.toUnsignedString(table.localNodeId()))
                .append(", transport ")
                .append(table.transport())
                .append('\n');
    }

    private static String begin(LinkTable table, Link link) {
        return "LINK ID " + link.link() + " " + kind(table) + "\n\taddr\t= " + link.address() + "\n";
    }

    private static String end(LinkTable table, Link link, Node node) {
        var way = kind(table).isEmpty() ? node.address() : link.address() + "->" + node.address();
        return "   LINK: " + link.link() + " " + kind(table) + " (" + way + ") enabled"
                + (node.connected() ? " connected" : "") + " mtu: " + node.dataBytes() + "\n";
    }

    private static String kind(LinkTable table) {
        return table.transport().equals("knet") ? KNET : "";
    }

    private static String state(LinkTable table, Node node) {
        if (node.nodeId() == table.localNodeId()) {
            return "localhost";
        }
        return node.connected() ? "connected" : "disconnected";
    }
}
