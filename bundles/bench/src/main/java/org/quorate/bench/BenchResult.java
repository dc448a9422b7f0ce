package org.quorate.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run found out on this node. Printed as one line of {@code key=value}, for programs. */
public sealed interface BenchResult {
    /** The line. */
    String line();

    /**
     * What was delivered here, whoever sent it.
     *
     * @param node id of this node, unsigned
     * @param sent whether this node was one of the senders
     * @param sizeBytes of a message
     * @param seconds the window
     * @param messages delivered in it
     * @param own those of them that this node had sent
     * @param rotations of the token in it
     * @param cpuSeconds of the whole node in the window
     * @param gcMillis pauses of the garbage collector in the window, ascending
     */
    record Throughput(
            int node,
            boolean sent,
            int sizeBytes,
            double seconds,
            long messages,
            long own,
            long rotations,
            double cpuSeconds,
            List<Long> gcMillis)
            implements BenchResult {
        @Override
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "node=%s mode=throughput sender=%b size=%d secs=%.3f msgs_s=%.0f mb_s=%.3f self_s=%.0f rotation_us=%.0f"
                            + " cpu=%.2f gc_ms=%s",
                    Integer.toUnsignedString(node),
                    sent,
                    sizeBytes,
                    seconds,
                    messages / seconds,
                    messages * (double) sizeBytes / seconds / 1e6,
                    own / seconds,
                    rotations == 0 ? 0 : seconds / rotations * 1e6,
                    cpuSeconds / seconds,
                    millis(gcMillis));
        }
    }

    /**
     * From the call that sends to the delivery at the sender.
     *
     * @param node id of this node, unsigned
     * @param sizeBytes of a message
     * @param pauseMicros between a delivery and the next message
     * @param nanos one for each message, ascending
     * @param gcMillis pauses of the garbage collector meanwhile, ascending
     */
    record Latency(int node, int sizeBytes, int pauseMicros, Quantiles nanos, List<Long> gcMillis)
            implements BenchResult {
        @Override
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "node=%s mode=latency size=%d pause_us=%d n=%d mean_us=%.1f p50_us=%.1f p90_us=%.1f p99_us=%.1f"
                            + " p999_us=%.1f max_us=%.1f gc_ms=%s",
                    Integer.toUnsignedString(node),
                    sizeBytes,
                    pauseMicros,
                    nanos.count(),
                    nanos.mean() / 1e3,
                    nanos.at(0.5) / 1e3,
                    nanos.at(0.9) / 1e3,
                    nanos.at(0.99) / 1e3,
                    nanos.at(0.999) / 1e3,
                    nanos.at(1) / 1e3,
                    millis(gcMillis));
        }
    }

    /**
     * What a silent member heard.
     *
     * @param node id of this node, unsigned
     */
    record Heard(int node, long messages) implements BenchResult {
        @Override
        public String line() {
            return "node=" + Integer.toUnsignedString(node) + " mode=listen msgs=" + messages;
        }
    }

    /**
     * A ring that was waited for.
     *
     * @param members node ids, ascending
     * @param waitedMillis since the command was given
     */
    record Ring(String ring, List<Integer> members, long waitedMillis) implements BenchResult {
        @Override
        public String line() {
            return "ring=" + ring + " members="
                    + members.stream().map(Integer::toUnsignedString).collect(Collectors.joining(",")) + " waited_ms="
                    + waitedMillis;
        }
    }

    private static String millis(List<Long> pauses) {
        return pauses.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
