package org.quorate.integration.corosync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A network namespace for each node, joined by a bridge. Names begin with the number of this process, so that runs do
 * not meet; all is removed at the end.
 */
final class Network implements AutoCloseable {
    /** The second number of an address tells the link. */
    private static final int FIRST_NET = 177;

    /** As many as knet has. */
    static final int LINKS = 8;

    /** Has addresses of IPv6, where there is IPv6; the others are of IPv4. */
    static final int IPV6_LINK = 2;

    private final String prefix;
    private final int number;
    private final int count;

    /**
     * Makes it.
     *
     * @param number tells the networks of one process apart
     */
    Network(int number, int count) {
        this.prefix = "q" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "x" + number;
        this.number = number;
        this.count = count;
        try {
            make();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void make() {
        ip("link", "add", bridge(), "type", "bridge", "mcast_snooping", "0");
        ip("link", "set", bridge(), "up");
        for (int node = 1; node <= count; node++) {
            ip("netns", "add", name(node));
            ip("link", "add", port(node), "type", "veth", "peer", "name", "eth0", "netns", name(node));
            ip("link", "set", port(node), "master", bridge(), "up");
            for (int link = 0; link < LINKS; link++) {
                if (link != IPV6_LINK) {
                    ip("-n", name(node), "addr", "add", address(node, link) + "/24", "dev", "eth0");
                }
            }
            if (hasIpv6()) {
                ip("-n", name(node), "addr", "add", address(node, IPV6_LINK) + "/64", "dev", "eth0", "nodad");
            }
            ip("-n", name(node), "link", "set", "eth0", "up");
            ip("-n", name(node), "link", "set", "lo", "up");
        }
    }

    static boolean hasIpv6() {
        return Files.exists(Path.of("/proc/net/if_inet6"));
    }

    String address(int node) {
        return address(node, 0);
    }

    /** The address of the node on one of its links; all go through the same bridge. */
    String address(int node, int link) {
        return link == IPV6_LINK
                ? "fd77:" + number + "::" + node
                : "10." + (FIRST_NET + link) + "." + number + "." + node;
    }

    int count() {
        return count;
    }

    /** Words that run a command where that node is; the process of the command is that of these words. */
    List<String> inside(int node, List<String> words) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name(node)));
        all.addAll(words);
        return all;
    }

    /** Each packet that arrives at the node is lost with this probability. */
    void lose(int node, int percent) {
        heal(node, "loss");
        filter(node, "loss", "numgen random mod 100 < " + percent + " counter drop");
    }

    /** How many packets the node has lost since {@link #lose}. */
    long lost(int node) {
        return watched(node, "loss");
    }

    /** Counts the packets of a kind that arrive at the node. */
    void watch(int node, String name, String match) {
        filter(node, name, match + " counter");
    }

    /** How many have come since {@link #watch}. */
    long watched(int node, String name) {
        var rules = new Command(inside(node, List.of("nft", "list", "table", "inet", name))).output();
        var matcher = Pattern.compile("counter packets (\\d+)").matcher(rules);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** The node and the other do not hear each other any more. */
    void cut(int node, int other) {
        filter(node, "cut" + other, "ip saddr " + address(other) + " drop");
        filter(other, "cut" + node, "ip saddr " + address(node) + " drop");
    }

    /** Nobody hears another by this link any more. */
    void cutLink(int link) {
        for (int node = 1; node <= count; node++) {
            filter(node, "link" + link, family(link) + " daddr " + address(node, link) + " drop");
            if (link != IPV6_LINK) {
                filter(node, "group" + link, "ip saddr " + address(0, link) + "/24 ip daddr 224.0.0.0/4 drop");
            }
        }
    }

    /** What the node sends by this link does not reach anybody, and it hears all. */
    void cutFrom(int node, int link) {
        for (int other = 1; other <= count; other++) {
            if (other != node) {
                filter(other, "from" + link, family(link) + " saddr " + address(node, link) + " drop");
            }
        }
    }

    /** Of what arrives by this link anywhere so much is lost. */
    void loseOn(int link, int percent) {
        for (int node = 1; node <= count; node++) {
            var where = family(link) + " daddr " + address(node, link);
            filter(node, "loss" + link, where + " numgen random mod 100 < " + percent + " drop");
        }
    }

    /** Whatever is larger is lost on this link, and nobody says so. */
    void narrow(int link, int bytes) {
        for (int node = 1; node <= count; node++) {
            filter(
                    node,
                    "narrow" + link,
                    family(link) + " daddr " + address(node, link) + " meta length > " + bytes + " drop");
        }
    }

    private static String family(int link) {
        return link == IPV6_LINK ? "ip6" : "ip";
    }

    /** What ICMP says does not reach the node. */
    void silenceErrors(int node) {
        filter(node, "errors", "ip protocol icmp drop");
    }

    /** For good: each packet of the node goes alone, also where the system would hand on many as one. */
    void separate(int node) {
        ip("-n", name(node), "link", "set", "eth0", "gso_max_segs", "1");
    }

    /** A packet that is in a file goes from the one node to the other. */
    void send(int from, int to, int port, Path packet) {
        var script = "cat " + packet + " > /dev/udp/" + address(to) + "/" + port;
        new Command(inside(from, List.of("bash", "-c", script))).output();
    }

    /** All is as it was in the beginning. */
    void heal() {
        for (int node = 1; node <= count; node++) {
            new Command(inside(node, List.of("nft", "flush", "ruleset"))).output();
        }
    }

    private void filter(int node, String table, String rule) {
        for (var words : List.of(
                "add table inet " + table,
                "add chain inet " + table + " i { type filter hook input priority 0; policy accept; }",
                "add rule inet " + table + " i iifname eth0 " + rule)) {
            new Command(inside(node, List.of("nft", words))).output();
        }
    }

    private void heal(int node, String table) {
        new Command(inside(node, List.of("nft", "add table inet " + table))).output();
        new Command(inside(node, List.of("nft", "delete table inet " + table))).output();
    }

    /** What is not there, as after a failure to make it, is passed over. */
    @Override
    public void close() {
        for (int node = 1; node <= count; node++) {
            Command.of("ip", "netns", "del", name(node)).run();
        }
        Command.of("ip", "link", "del", bridge()).run();
    }

    private String name(int node) {
        return prefix + "n" + node;
    }

    /** The end of its cable that is at the bridge. */
    private String port(int node) {
        return prefix + "v" + node;
    }

    private String bridge() {
        return prefix + "b";
    }

    private static void ip(String... words) {
        var all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(words));
        new Command(all).output();
    }
}
