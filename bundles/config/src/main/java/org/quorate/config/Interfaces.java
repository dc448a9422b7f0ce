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
    static Interfaces read(List<Section> sections, Nodelist nodelist, boolean rings, Findings findings) {
        SortedMap<Integer, List<Section>> grouped = new TreeMap<>();
        for (Section section : sections) {
            var keys = new Keys("totem.interface", List.of(section), findings);
            keys.warnOfRepeated();
            grouped.computeIfAbsent(link(keys, rings), _ -> new ArrayList<>()).add(section);
            warnOfAddresses(keys, section, nodelist.given(), findings);
        }
        SortedMap<Integer, Keys> byLink = new TreeMap<>();
        grouped.forEach((link, all) -> byLink.put(link, new Keys("totem.interface", all, findings)));
        byLink.values().forEach(keys -> checkKeys(keys, nodelist.given()));
        return new Interfaces(byLink);
    }

    /** @param rings whether {@code ringnumber} counts */
    private static int link(Keys keys, boolean rings) {
        OptionalInt link = keys.number("linknumber", 0, MAX_LINK);
        if (keys.has("linknumber") || !keys.has("ringnumber")) {
            return link.orElse(0);
        }
        if (rings) {
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
    void checkFor(String transport, boolean linked, String clusterName, Nodelist nodelist, Findings findings) {
        var links = nodelist.links();
        byLink.forEach((link, keys) -> {
            if (!transport.equals("udp") && !keys.text("ttl").orElse("1").equals("1")) {
                keys.problem("ttl", "is for transport udp only, the transport is " + transport, "remove it");
            }
            if (!linked
                    && !Set.of("0", "1")
                            .contains(keys.text("knet_link_priority").orElse("1"))) {
                String message = "is for several links, and there is one without any choice";
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
        if (!nodelist.given() && !byLink.isEmpty() && byLink.lastKey() > 0) {
            String message = "is of a second ring, which is not used: without a nodelist nobody knows its nodes";
            byLink.lastEntry().getValue().warning("ringnumber", message, "add a nodelist, or remove the section");
        }
        if (transport.equals("udp")) {
            boolean named = !clusterName.isEmpty();
            for (int link : links.isEmpty() ? Set.of(0) : links) {
                named = checkMulticast(link, named, findings);
            }
        }
    }

    /** Answers whether the cluster has a name, or that it has none was said. */
    private boolean checkMulticast(int link, boolean named, Findings findings) {
        var keys = byLink.getOrDefault(link, new Keys("totem.interface", List.of(), findings));
        keys.check(
                "mcastport", port -> !port.equals("1"), "must be from 2 to 65535, since udp uses the port before, too");
        boolean broadcast = keys.text("broadcast").equals(Optional.of("yes"));
        if (keys.has("mcastaddr")) {
            keys.check(
                    "mcastaddr",
                    text -> !isAddress(text) || InetAddress.ofLiteral(text).isMulticastAddress(),
                    "must be a multicast address");
        } else if (!broadcast && !named) {
            String message = "is missing, and transport udp takes its multicast address from it";
            findings.problem(
                    keys.line(), "totem.cluster_name", "", message, "add it, or mcastaddr in an interface section");
            return true;
        }
        return named;
    }

    /** How many rings of corosync 2 there would be. */
    int rings() {
        return (int) byLink.values().stream()
                .flatMap(keys -> keys.entries().stream())
                .filter(entry -> entry.key().equals("ringnumber"))
                .map(CorosyncConf.Entry::value)
                .distinct()
                .count();
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
