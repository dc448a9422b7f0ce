package org.quorate.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quorate.config.CorosyncConf.Entry;
import org.quorate.config.CorosyncConf.Section;

/**
 * The {@code nodelist} section.
 *
 * @param given whether there is one
 * @param nodes what could be read of it
 */
record Nodelist(boolean given, List<NodeEntry> nodes) {
    private static final Pattern RING_ADDRESS = Pattern.compile("ring(0|[1-9][0-9]{0,8})_addr");
    private static final int MAX_LINK = 7;
    private static final long MAX_NODE_ID = 0xFFFF_FFFFL;
    /** Node ids are 16 bits wide in the packets of links. */
    private static final long MAX_LINK_NODE_ID = 0xFFFF;

    /** Reads the nodes and checks each by itself. */
    static Nodelist read(CorosyncConf document, Findings findings) {
        List<Section> lists = document.sections("nodelist");
        List<Section> sections = document.sections("nodelist.node");
        lists.stream()
                .skip(1)
                .forEach(second -> findings.problem(
                        second.line(),
                        "nodelist",
                        "",
                        "is there already in line " + lists.getFirst().line(),
                        "make it one section"));
        if (!lists.isEmpty() && sections.isEmpty()) {
            findings.problem(
                    lists.getFirst().line(), "nodelist", "", "has no node section", "add one for each machine");
        }
        var nodes = sections.stream().map(section -> node(section, findings)).toList();
        return new Nodelist(!lists.isEmpty(), nodes);
    }

    private static NodeEntry node(Section section, Findings findings) {
        var keys = new Keys("nodelist.node", List.of(section), findings);
        keys.warnOfRepeated();
        var addresses = new TreeMap<Integer, String>();
        boolean some = false;
        for (Entry entry : section.entries()) {
            Matcher ring = RING_ADDRESS.matcher(entry.key());
            if (ring.matches()) {
                some = true;
                readAddress(Integer.parseInt(ring.group(1)), entry, addresses, findings);
            }
        }
        if (!some) {
            keys.problem("ring0_addr", "is missing", "add the address or host name of this node");
        }
        boolean idGood = keys.checkUnsigned("nodeid", 1, MAX_NODE_ID);
        int id = idGood ? keys.text("nodeid").map(Long::parseLong).orElse(0L).intValue() : 0;
        String fallback = addresses.isEmpty() ? "" : addresses.firstEntry().getValue();
        String name = keys.text("name").filter(n -> !n.isEmpty()).orElse(fallback);
        int votes = keys.number("quorum_votes", 0, Integer.MAX_VALUE).orElse(1);
        return new NodeEntry(id, name, votes, addresses, section.line());
    }

    private static void readAddress(int link, Entry entry, Map<Integer, String> addresses, Findings findings) {
        String key = "nodelist.node." + entry.key();
        String value = entry.value();
        if (link > MAX_LINK) {
            findings.problem(entry.line(), key, value, "must be of a link from 0 to " + MAX_LINK, "");
        } else if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == '#')) {
            findings.problem(entry.line(), key, value, "must be one address or host name", "");
        } else {
            addresses.put(link, value);
        }
    }

    /** The numbers of all links that a node has. */
    Set<Integer> links() {
        var links = new TreeSet<Integer>();
        nodes.forEach(node -> links.addAll(node.ringAddresses().keySet()));
        return links;
    }

    /**
     * What the nodes must have in common, and what they must not.
     *
     * @param linked over links as those of knet
     */
    void checkFor(boolean linked, CorosyncConf document, Findings findings) {
        List<Section> sections = document.sections("nodelist.node");
        Map<Long, NodeEntry> ids = new HashMap<>();
        Map<String, NodeEntry> names = new HashMap<>();
        Map<String, NodeEntry> addresses = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var keys = new Keys("nodelist.node", List.of(sections.get(i)), findings);
            checkId(node, keys, linked, ids);
            checkName(node, keys, names);
            checkAddresses(node, keys, addresses);
            checkLinks(node, keys);
        }
    }

    private static void checkId(NodeEntry node, Keys keys, boolean linked, Map<Long, NodeEntry> ids) {
        long id = Integer.toUnsignedLong(node.nodeId());
        if (!keys.has("nodeid")) {
            if (linked) {
                String message = "is missing, and is needed with knet, encryption or several links";
                keys.problem("nodeid", message, "give each node a number of its own");
            }
        } else if (linked && id > MAX_LINK_NODE_ID) {
            String message = "must be at most " + MAX_LINK_NODE_ID + " with knet, encryption or several links";
            keys.problem("nodeid", message, "");
        } else if (id != 0) {
            NodeEntry other = ids.putIfAbsent(id, node);
            if (other != null) {
                keys.problem(
                        "nodeid",
                        "is the node id of the node in line " + other.line() + ", too",
                        "give each node a number of its own");
            }
        }
    }

    private void checkName(NodeEntry node, Keys keys, Map<String, NodeEntry> names) {
        if (keys.text("name").orElse("").isEmpty() && links().size() > 1) {
            keys.problem("name", "is missing, and nodes with several links need one", "add the name of this node");
        }
        NodeEntry other = node.name().isEmpty() ? null : names.putIfAbsent(node.name(), node);
        if (other != null && keys.has("name")) {
            keys.problem(
                    "name",
                    "is the name of the node in line " + other.line() + ", too",
                    "give each node a name of its own");
        }
    }

    private static void checkAddresses(NodeEntry node, Keys keys, Map<String, NodeEntry> addresses) {
        node.ringAddresses().forEach((link, address) -> {
            String key = "ring" + link + "_addr";
            NodeEntry other = addresses.putIfAbsent(address.toLowerCase(Locale.ROOT), node);
            if (other == node) {
                keys.problem(
                        key,
                        "is the address of another link of this node, too, so that they would fail together",
                        "give each link an address in a network of its own, or remove it");
            } else if (other != null) {
                keys.problem(
                        key,
                        "is an address of the node in line " + other.line() + ", too",
                        "give each node an address of its own");
            }
        });
    }

    private void checkLinks(NodeEntry node, Keys keys) {
        var missing = new ArrayList<>(links());
        missing.removeAll(node.ringAddresses().keySet());
        if (node.ringAddresses().isEmpty()) {
            return; // said already
        }
        for (int link : missing) {
            keys.problem(
                    "ring" + link + "_addr",
                    "is missing, other nodes have an address on link " + link,
                    "give all nodes the same links");
        }
    }
}
