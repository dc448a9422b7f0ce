package org.quorate.shell.corosync;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingStatus;
import org.quorate.shell.result.CmapValue;

/**
 * The map {@code stats}, as far as this node counts the same: {@code stats.srp}, {@code stats.knet} with times in microseconds.
 * What only Quorate counts is in {@code stats.quorate}.
 */
final class StatisticsKeys {
    private static final Set<String> OF_COROSYNC = Set.of(
            "orf_token_rx",
            "mcast_rx",
            "mcast_retx",
            "memb_join_rx",
            "memb_commit_token_rx",
            "memb_merge_detect_rx",
            "token_hold_cancel_rx",
            "operational_entered",
            "gather_entered");

    private final SortedMap<String, CmapValue> keys = new TreeMap<>();

    private StatisticsKeys() {}

    static SortedMap<String, CmapValue> of(RingStatus ring) {
        var all = new StatisticsKeys();
        ring.counters().forEach(all::counter);
        if (ring.transport().filter("knet"::equals).isPresent()) {
            ring.links().forEach(all::link);
        }
        return all.keys;
    }

    private void counter(String key, long total) {
        keys.put((OF_COROSYNC.contains(key) ? "stats.srp." : "stats.quorate.") + key, CmapValue.u64(total));
        if (key.startsWith("rx_msg_dropped_")) {
            keys.merge(
                    "stats.srp.rx_msg_dropped",
                    CmapValue.u64(total),
                    (a, b) -> CmapValue.u64(Long.parseLong(a.text()) + Long.parseLong(b.text())));
        }
    }

    private void link(LinkStatus link) {
        var prefix = "stats.knet.node" + Integer.toUnsignedString(link.nodeId()) + ".link" + link.link() + ".";
        link.quality().ifPresent(quality -> {
            keys.put(prefix + "enabled", CmapValue.u8(true));
            keys.put(prefix + "connected", CmapValue.u8(link.connected()));
            measured(prefix, quality);
        });
    }

    private void measured(String prefix, LinkQuality quality) {
        keys.put(prefix + "mtu", CmapValue.u32(quality.dataBytes()));
        keys.put(prefix + "latency_ave", CmapValue.u32(TimeUnit.NANOSECONDS.toMicros(quality.roundTripNanos())));
        keys.put(prefix + "down_count", CmapValue.u32(quality.timesDown()));
        keys.put(prefix + "rx_total_packets", CmapValue.u64(quality.received()));
        keys.put(prefix + "tx_total_packets", CmapValue.u64(quality.sent()));
    }
}
