package org.quorate.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.config.CorosyncConf.Section;

/**
 * The interface sections of {@code totem}, by link number.
 *
 * @param byLink the keys of each link
 */
record Interfaces(SortedMap<Integer, Keys> byLink) {
    private static final int MAX_LINK = 7;
    private static final int MAX_PORT = 65535;
    private static final Set<String> NUMBERS = Set.of("linknumber", "ringnumber");

    /** Groups the sections and checks each key by itself. */
    static Interfaces read(List<Section> sections, boolean nodelist, Findings findings) {
        SortedMap<Integer, List<Section>> grouped = new TreeMap<>();
        for (Section section : sections) {
            var keys = new Keys("totem.interface", List.of(section), findings);
            keys.warnOfRepeated();
            grouped.computeIfAbsent(link(keys, nodelist), _ -> new ArrayList<>())
                    .add(section);
            warnOfAddresses(keys, section, nodelist, findings);
        }
        SortedMap<Integer, Keys> byLink = new TreeMap<>();
        grouped.forEach((link, all) -> byLink.put(link, new Keys("totem.interface", all, findings)));
        byLink.values().forEach(keys -> checkKeys(keys, nodelist));
        return new Interfaces(byLink);
    }

    /**
     * With a nodelist the file is one for corosync 3, to which {@code ringnumber} means nothing: a section with it is
     * about link 0, and nodes of both kinds must agree on its port. Without, only corosync 2 could ever use the file.
     */
    private static int link(Keys keys, boolean nodelist) {
        OptionalInt link = keys.number("linknumber", 0, MAX_LINK);
        if (keys.has("linknumber") || !keys.has("ringnumber")) {
            return link.orElse(0);
        }
        if (!nodelist) {
            return keys.number("ringnumber", 0, MAX_LINK).orElse(0);
        }
        if (!keys.text("ringnumber").equals(Optional.of("0"))) {
            keys.warning(
                    "ringnumber",
                    "is ignored by corosync 3: the section counts for link 0",
                    "write linknumber instead");
        }
        return 0;
    }

    private static void warnOfAddresses(Keys keys, Section section, boolean nodelist, Findings findings) {
        if (nodelist && keys.has("bindnetaddr")) {
            keys.warning("bindnetaddr", "is not used, since the nodelist has the addresses", "remove it");
        }
        for (Section member : section.sections("member")) {
            String why = nodelist ? "is not used, since there is a nodelist" : "is not used any more";
            String next = nodelist ? "remove it" : "write a node section in a nodelist instead";
            findings.warning(member.line(), "totem.interface.member", "", why, next);
        }
    }

    private static void checkKeys(Keys keys, boolean nodelist) {
        keys.number("mcastport", 1, MAX_PORT);
        keys.number("ttl", 0, 255);
        keys.number("knet_link_priority", 0, 255);
        for (String key :
                List.of("knet_ping_interval", "knet_ping_timeout", "knet_ping_precision", "knet_pong_count")) {
            keys.number(key, 0, Integer.MAX_VALUE);
        }
        keys.choice("knet_transport", "udp", "udp", "sctp");
        keys.choice("broadcast", "no", "yes", "no");
        keys.check("mcastaddr", Interfaces::isAddress, "must be a multicast address");
        if (!nodelist) {
            keys.check("bindnetaddr", Interfaces::isAddress, "must be an address of this machine or of its network");
        }
    }

    /** What depends on the transport and on the links that the nodes have. */
    void checkFor(String transport, String clusterName, Set<Integer> links, Findings findings) {
        byLink.forEach((link, keys) -> {
            if (!transport.equals("udp") && !keys.text("ttl").orElse("1").equals("1")) {
                keys.problem("ttl", "is for transport udp only, the transport is " + transport, "remove it");
            }
            if (!transport.equals("knet")
                    && !Set.of("0", "1")
                            .contains(keys.text("knet_link_priority").orElse("1"))) {
                String message = "is for transport knet only, the transport is " + transport;
                keys.problem("knet_link_priority", message, "remove it");
            }
            boolean says = keys.entries().stream().anyMatch(e -> !NUMBERS.contains(e.key()));
            if (says && !links.isEmpty() && !links.contains(link) && !transport.equals("udp")) {
                String message = "has keys for a link on which no node has an address";
                findings.problem(
                        keys.line(),
                        "totem.interface",
                        link.toString(),
                        message,
                        "add ring" + link + "_addr to all nodes, or remove the section");
            }
        });
        if (transport.equals("udp")) {
            checkMulticast(clusterName, findings);
        }
    }

    private void checkMulticast(String clusterName, Findings findings) {
        var keys = byLink.getOrDefault(0, new Keys("totem.interface", List.of(), findings));
        boolean broadcast = keys.text("broadcast").equals(Optional.of("yes"));
        if (keys.has("mcastaddr")) {
            keys.check(
                    "mcastaddr",
                    text -> !isAddress(text) || InetAddress.ofLiteral(text).isMulticastAddress(),
                    "must be a multicast address");
        } else if (!broadcast && clusterName.isEmpty()) {
            String message = "is missing, and transport udp takes its multicast address from it";
            findings.problem(
                    keys.line(), "totem.cluster_name", "", message, "add it, or mcastaddr in an interface section");
        }
    }

    /** The keys as they stand, with the link in front. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        byLink.forEach((link, keys) ->
                keys.entries().forEach(e -> options.put("interface." + link + "." + e.key(), e.value())));
        return options;
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
