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

    /** All rows of a run, in their order. */
    static List<Row> of(BenchOptions options) {
        List<Row> rows = new ArrayList<>();
        if (options.has(Part.RING)) {
            options.sizes().forEach(size -> ring(rows, size));
            latency(rows);
        }
        if (options.has(Part.FILES)) {
            FilesPart.STEPS.forEach(step -> files(rows, step));
        }
        String start = "Start";
        rows.add(new Row(start, Ids.START_ALL, "all three at once, until quorate", "s", 2, new Aim.AtMost(3)));
        if (options.has(Part.START)) {
            rows.add(new Row(start, Ids.START_ONE, "one into a running ring", "s", 2, new Aim.AtMost(3)));
        }
        if (options.has(Part.FAILURE)) {
            rows.add(new Row("Failure", Ids.KILL, "kill -9 of a node, until the new ring", "s", 2, NONE));
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

    private static void ring(List<Row> rows, int size) {
        for (int senders : Ids.SENDERS) {
            String text = bytes(size) + ", " + senders + (senders == 1 ? " sender" : " senders");
            rows.add(new Row("Ordered messages", Ids.messages(size, senders), text, "msg/s", 0, new Aim.AtLeastPeer()));
            rows.add(new Row("Ordered messages", Ids.megabytes(size, senders), text, "MB/s", 1, NONE));
        }
    }

    private static void latency(List<Row> rows) {
        String heading = "Send to self-delivery, " + RingPart.LATENCY_BYTES + " B, one outstanding";
        rows.add(new Row(heading, Ids.LATENCY_P50, "p50", "us", 0, new Aim.AtMostPeer()));
        rows.add(new Row(heading, Ids.LATENCY_P99, "p99", "us", 0, NONE));
    }

    private static void files(List<Row> rows, FilesPart.Step step) {
        String heading = "Files of " + FileLoad.SIZE_BYTES + " B through the mount";
        boolean create = step.operation() == FileLoad.Operation.CREATE;
        rows.add(new Row(heading, step.rate(), step.text(), "op/s", 0, create ? new Aim.AtLeastPeer() : NONE));
        rows.add(new Row(heading, step.p50(), step.text() + ", p50", "ms", 2, NONE));
        rows.add(new Row(heading, step.p99(), step.text() + ", p99", "ms", 2, NONE));
    }

    private static String bytes(int size) {
        return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
    }
}
