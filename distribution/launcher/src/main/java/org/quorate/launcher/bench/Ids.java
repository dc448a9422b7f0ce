package org.quorate.launcher.bench;

import java.util.Locale;

/** Ids of figures; they stand in the JSON and in the recorded figures. */
final class Ids {
    static final String LATENCY_P50 = "ring.latency.p50";
    static final String LATENCY_P99 = "ring.latency.p99";
    static final String IDLE_P50 = "ring.idle.p50";
    static final String IDLE_P99 = "ring.idle.p99";
    static final String ROTATION = "ring.rotation";
    static final String START_ALL = "start.all";
    static final String START_RING = "start.ring";
    static final String START_ONE = "start.one";
    static final String KILL = "failure.kill";
    static final String FAILOVER_CHANGES = "failover.changes";
    static final String MEMORY_NOW = "memory.rest";
    static final String MEMORY_PEAK = "memory.peak";
    static final String GC_COUNT = "gc.count";
    static final String GC_P99 = "gc.p99";
    static final String GC_MAX = "gc.max";

    private Ids() {}

    static String messages(int size, int senders) {
        return "ring.messages." + size + "." + senders;
    }

    static String megabytes(int size, int senders) {
        return "ring.megabytes." + size + "." + senders;
    }

    /** Of all nodes, for what each delivers. */
    static String cpu(int size, int senders) {
        return "ring.cpu." + size + "." + senders;
    }

    static String lossMessages(int percent, int senders) {
        return "loss." + percent + ".messages." + senders;
    }

    /** Of what is delivered without loss, in percent. */
    static String lossKept(int percent, int senders) {
        return "loss." + percent + ".kept." + senders;
    }

    /** The longest interruption at any node, in seconds. */
    static String failover(FailoverPart.Fault fault, boolean back) {
        return "failover." + fault.name().toLowerCase(Locale.ROOT) + (back ? ".back" : "");
    }

    /** Windows that ended in another ring than they began. */
    static String lossChanges(int percent) {
        return "loss." + percent + ".changes";
    }
}
