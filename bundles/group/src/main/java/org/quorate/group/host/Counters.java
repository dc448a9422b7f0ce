package org.quorate.group.host;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Totals since the start: written by the ring thread, read by anybody. */
final class Counters {
    /** What is counted; the keys are those of corosync's {@code stats.srp} where it has one. */
    enum Counter {
        TOKENS("orf_token_rx"),
        MULTICASTS("mcast_rx"),
        JOINS("memb_join_rx"),
        COMMIT_TOKENS("memb_commit_token_rx"),
        MERGE_DETECTS("memb_merge_detect_rx"),
        HOLD_CANCELS("token_hold_cancel_rx"),
        REPORTS("report_rx"),
        RELAYED("relayed_rx"),
        SENT("frames_tx"),
        RETRANSMITS("mcast_retx"),
        RINGS("operational_entered"),
        GATHERS("gather_entered"),
        DROPPED_GARBAGE("rx_msg_dropped_garbage"),
        DROPPED_BYTE_ORDER("rx_msg_dropped_byte_order"),
        DROPPED_VERSION("rx_msg_dropped_version"),
        DROPPED_UNLISTED("rx_msg_dropped_unlisted"),
        DROPPED_SIZE("rx_msg_dropped_size"),
        DROPPED_FOREIGN("rx_msg_dropped_foreign"),
        DROPPED_UNAUTHENTICATED("rx_msg_dropped_unauthenticated"),
        DROPPED_MALFORMED("rx_msg_dropped_malformed"),
        DROPPED_REFLECTED("rx_msg_dropped_reflected"),
        DROPPED_REPEATED("rx_msg_dropped_repeated"),
        DROPPED_REPLAYED("rx_msg_dropped_replayed"),
        DROPPED_FORGED("rx_msg_dropped_forged"),
        DROPPED_STALE("rx_msg_dropped_stale"),
        DELIVERED("messages_delivered"),
        SUBMITTED("messages_submitted");

        private final String key;

        Counter(String key) {
            this.key = key;
        }
    }

    private static final Counter[] ALL = Counter.values();

    private final AtomicLongArray values = new AtomicLongArray(ALL.length);

    /** On the ring thread only. */
    void count(Counter counter) {
        int index = counter.ordinal();
        values.setRelease(index, values.getPlain(index) + 1);
    }

    /** On the ring thread only. */
    void set(Counter counter, long value) {
        values.setRelease(counter.ordinal(), value);
    }

    SortedMap<String, Long> snapshot() {
        var snapshot = new TreeMap<String, Long>();
        for (var counter : ALL) {
            snapshot.put(counter.key, values.getAcquire(counter.ordinal()));
        }
        return Collections.unmodifiableSortedMap(snapshot);
    }
}
