package org.quorate.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import org.quorate.launcher.bench.BenchOptions.Part;

/**
 * A row of the table.
 *
 * @param heading what stands above it and its neighbours
 * @param id of its figures, for programs
 * @param digits after the point
 */
record Row(String heading, String id, String text, String unit, int digits, Aim aim) {
    private static final Aim NONE = new Aim.None();

    /** Of packets lost: half of the throughput is to be kept. */
    private static final int FEW_PERCENT = 1;

    /** A fifth. */
    private static final int MANY_PERCENT = 5;

    /** All rows of a run, in their order. */
    static List<Row> of(BenchOptions options) {
        List<Row> rows = new ArrayList<>();
        if (options.has(Part.RING)) {
            options.sizes().forEach(size -> ring(rows, options, size));
            if (options.sizes().contains(RingPart.ROTATION_BYTES)) {
                String text = "token, " + bytes(RingPart.ROTATION_BYTES) + ", " + senders(options.nodes());
                rows.add(new Row("A rotation", Ids.ROTATION, text, "us", 0, NONE));
            }
            latency(rows);
        }
        options.losses().forEach(percent -> loss(rows, options, percent));
        if (options.has(Part.FILES)) {
            FilesPart.STEPS.forEach(step -> files(rows, step));
        }
        String start = "Start";
        rows.add(new Row(
                start,
                Ids.START_ALL,
                "all " + options.nodes() + " at once, until quorate",
                "s",
                2,
                usual(options, new Aim.AtMost(3))));
        if (options.has(Part.START)) {
            rows.add(new Row(
                    start,
                    Ids.START_RING,
                    "all transports open, until one ring",
                    "s",
                    2,
                    usual(options, new Aim.AtMost(0.5))));
            rows.add(new Row(start, Ids.START_ONE, "one into a running ring", "s", 2, new Aim.AtMost(3)));
        }
        if (options.has(Part.FAILOVER)) {
            failover(rows, options);
        }
        if (options.has(Part.FAILURE)) {
            rows.add(new Row(
                    "Failure", Ids.KILL, "kill -9 of a node, until the new ring", "s", 2, new Aim.AtMostOfPeer(0.5)));
        }
        String memory = "A node";
        rows.add(new Row(memory, Ids.MEMORY_NOW, "resident memory at rest", "MB", 0, NONE));
        rows.add(new Row(memory, Ids.MEMORY_PEAK, "resident memory at most", "MB", 0, new Aim.AtMost(220)));
        if (options.has(Part.RING)) {
            rows.add(new Row(memory, Ids.GC_COUNT, "pauses of the collector in the windows", "", 0, NONE));
            rows.add(new Row(memory, Ids.GC_P99, "pause p99", "ms", 0, NONE));
            rows.add(new Row(memory, Ids.GC_MAX, "pause max", "ms", 0, NONE));
        }
        return rows;
    }

    private static void ring(List<Row> rows, BenchOptions options, int size) {
        for (int senders : options.senders()) {
            String text = bytes(size) + ", " + senders(senders);
            rows.add(new Row("Ordered messages", Ids.messages(size, senders), text, "msg/s", 0, new Aim.AtLeastPeer()));
            rows.add(new Row("Ordered messages", Ids.megabytes(size, senders), text, "MB/s", 1, NONE));
            rows.add(new Row("Ordered messages", Ids.cpu(size, senders), text, "CPU s/GB", 1, NONE));
        }
    }

    private static Aim usual(BenchOptions options, Aim aim) {
        return options.nodes() == BenchOptions.USUAL_NODES ? aim : NONE;
    }

    private static void latency(List<Row> rows) {
        String heading = "Send to self-delivery, " + RingPart.LATENCY_BYTES + " B, one outstanding";
        rows.add(new Row(heading, Ids.LATENCY_P50, "p50", "us", 0, new Aim.AtMostPeer()));
        rows.add(new Row(heading, Ids.LATENCY_P99, "p99", "us", 0, NONE));
        String idle = "The same on an idle ring, " + RingPart.IDLE_MILLIS + " ms between";
        rows.add(new Row(idle, Ids.IDLE_P50, "p50", "us", 0, new Aim.AtMostOfPeer(0.5)));
        rows.add(new Row(idle, Ids.IDLE_P99, "p99", "us", 0, NONE));
    }

    private static void loss(List<Row> rows, BenchOptions options, int percent) {
        String heading = "Ordered messages of " + bytes(LossPart.SIZE_BYTES) + ", " + percent + " % of packets lost";
        for (int senders : options.senders()) {
            String text = senders(senders);
            rows.add(new Row(heading, Ids.lossMessages(percent, senders), text, "msg/s", 0, new Aim.AtLeastPeer()));
            rows.add(new Row(
                    heading,
                    Ids.lossKept(percent, senders),
                    text + ", of those without loss",
                    "%",
                    1,
                    percent <= FEW_PERCENT
                            ? new Aim.AtLeast(50)
                            : percent <= MANY_PERCENT ? new Aim.AtLeast(20) : NONE));
        }
        rows.add(new Row(
                heading, Ids.lossChanges(percent), "windows in which the ring changed", "", 0, new Aim.AtMost(0)));
    }

    private static void failover(List<Row> rows, BenchOptions options) {
        String heading = "Link 0 of two fails: longest time to a delivery, at any node";
        for (var fault : FailoverPart.Fault.values()) {
            Aim aim = fault.isCut() ? new Aim.AtMost(FailoverPart.boundSeconds(options.nodes())) : NONE;
            rows.add(new Row(heading, Ids.failover(fault, false), fault.text(), "s", 3, aim));
            rows.add(new Row(heading, Ids.failover(fault, true), fault.text() + ", the way back", "s", 3, NONE));
        }
        rows.add(new Row(heading, Ids.FAILOVER_CHANGES, "windows in which the ring changed", "", 0, new Aim.AtMost(0)));
    }

    private static void files(List<Row> rows, FilesPart.Step step) {
        String heading = "Files of " + FileLoad.SIZE_BYTES + " B through the mount";
        boolean create = step.operation() == FileLoad.Operation.CREATE;
        rows.add(new Row(heading, step.rate(), step.text(), "op/s", 0, create ? new Aim.AtLeastPeer() : NONE));
        rows.add(new Row(heading, step.p50(), step.text() + ", p50", "ms", 2, NONE));
        rows.add(new Row(heading, step.p99(), step.text() + ", p99", "ms", 2, NONE));
    }

    private static String senders(int senders) {
        return senders + (senders == 1 ? " sender" : " senders");
    }

    private static String bytes(int size) {
        return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
    }
}
