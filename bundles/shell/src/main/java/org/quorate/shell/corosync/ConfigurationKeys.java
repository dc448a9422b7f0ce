package org.quorate.shell.corosync;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.config.ClusterConfig;
import org.quorate.config.CorosyncConf.Section;
import org.quorate.shell.result.CmapValue;

/** The keys of {@code cmap_keys(8)} that stand in {@code corosync.conf}, with the types that corosync gives them. */
final class ConfigurationKeys {
    private static final Set<String> TOTEM_NUMBERS = Set.of(
            "version",
            "token",
            "token_coefficient",
            "token_retransmit",
            "token_retransmits_before_loss_const",
            "token_warning",
            "hold",
            "join",
            "send_join",
            "consensus",
            "merge",
            "downcheck",
            "fail_recv_const",
            "seqno_unchanged_const",
            "heartbeat_failures_allowed",
            "max_network_delay",
            "window_size",
            "max_messages",
            "miss_count_const",
            "netmtu",
            "knet_mtu",
            "knet_pmtud_interval",
            "knet_compression_threshold");

    private static final Set<String> QUORUM_SWITCHES = Set.of(
            "two_node",
            "wait_for_all",
            "last_man_standing",
            "auto_tie_breaker",
            "allow_downscale",
            "expected_votes_tracking");

    private static final Set<String> NUMBERS = Set.of(
            "quorum.expected_votes",
            "quorum.votes",
            "quorum.last_man_standing_window",
            "quorum.device.votes",
            "quorum.device.timeout",
            "quorum.device.sync_timeout");

    private static final Map<String, String> OF_INTERFACES = Map.of(
            "mcastport", "u16",
            "ttl", "u8",
            "knet_link_priority", "u8",
            "knet_ping_interval", "u32",
            "knet_ping_timeout", "u32",
            "knet_ping_precision", "u32",
            "knet_pong_count", "u32");

    private final SortedMap<String, CmapValue> keys = new TreeMap<>();

    private ConfigurationKeys() {}

    /** All of them but the key of the cluster, which nobody is shown. */
    static SortedMap<String, CmapValue> of(ClusterConfig cluster) {
        var all = new ConfigurationKeys();
        for (var section : cluster.document().root().sections()) {
            all.add(section.name() + ".", section);
        }
        all.keys.remove("totem.key");
        return all.keys;
    }

    private void add(String prefix, Section section) {
        int number = 0;
        for (var entry : section.entries()) {
            if (!entry.key().equals("linknumber") && !entry.key().equals("ringnumber")) {
                var name = prefix + entry.key();
                keys.put(name, new CmapValue(type(name), entry.value()));
            }
        }
        for (var inner : section.sections()) {
            var part = switch (inner.name()) {
                case "node", "interface" -> inner.name() + "." + number(inner, number++);
                case "logger_subsys" ->
                    inner.name() + "." + inner.value("subsys").orElse("");
                default -> inner.name();
            };
            add(prefix + part + ".", inner);
        }
    }

    private static String number(Section section, int position) {
        return section.value("linknumber").or(() -> section.value("ringnumber")).orElse(Integer.toString(position));
    }

    private static String type(String name) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals("totem.config_version")) {
            return "u64";
        }
        if (name.equals("totem.knet_compression_level")) {
            return "i32";
        }
        if (name.startsWith("totem.interface.")) {
            return OF_INTERFACES.getOrDefault(last, "str");
        }
        if (name.startsWith("quorum.") && QUORUM_SWITCHES.contains(last)) {
            return "u8";
        }
        boolean ofNode = name.startsWith("nodelist.node.") && (last.equals("nodeid") || last.equals("quorum_votes"));
        return ofNode || NUMBERS.contains(name) || name.equals("totem." + last) && TOTEM_NUMBERS.contains(last)
                ? "u32"
                : "str";
    }
}
