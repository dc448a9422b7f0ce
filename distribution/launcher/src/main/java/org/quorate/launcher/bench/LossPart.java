package org.quorate.launcher.bench;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.quorate.launcher.StartException;

/** The load on a ring that loses packets: at random, on their way into each node. The contenders take turns. */
final class LossPart {
    static final int SIZE_BYTES = 1024;

    private final BenchOptions options;
    private final Figures figures;
    private final PrintStream progress;
    private final Namespaces namespaces;
    private final Map<Side, Map<Integer, Double>> lossFree = new EnumMap<>(Side.class);

    LossPart(BenchOptions options, Figures figures, PrintStream progress, Namespaces namespaces) {
        this.options = options;
        this.figures = figures;
        this.progress = progress;
        this.namespaces = namespaces;
    }

    void run(Contenders contenders) throws StartException, InterruptedException {
        for (int senders : options.senders()) {
            contenders.each(contender -> lossFree.computeIfAbsent(contender.side(), _ -> new HashMap<>())
                    .put(senders, messages(contender, senders)));
        }
        for (int percent : options.losses()) {
            namespaces.lose(percent);
            try {
                contenders.each(contender -> window(contender, percent));
            } finally {
                namespaces.lose(0);
            }
        }
    }

    /** A peer that does not come to an end under loss has no figure here, and goes on without it. */
    private void window(Contender contender, int percent) throws StartException, InterruptedException {
        int changes = 0;
        for (int senders : options.senders()) {
            String name =
                    contender.name() + ": " + SIZE_BYTES + " B, " + senders + " sending, " + percent + " % lost: ";
            try {
                String ring = contender.ring();
                double messages = messages(contender, senders);
                changes += contender.ring().equals(ring) ? 0 : 1;
                figures.add(contender.side(), Ids.lossMessages(percent, senders), messages);
                double whole = lossFree.getOrDefault(contender.side(), Map.of()).getOrDefault(senders, 0.0);
                if (whole > 0) {
                    figures.add(contender.side(), Ids.lossKept(percent, senders), 100 * messages / whole);
                }
                progress.printf("%s%.0f msg/s%n", name, messages);
            } catch (StartException e) {
                if (contender.side() == Side.OURS) {
                    throw e;
                }
                progress.println(name + e.getMessage());
            }
        }
        figures.add(contender.side(), Ids.lossChanges(percent), changes);
    }

    private double messages(Contender contender, int senders) throws StartException, InterruptedException {
        return contender
                .throughput(SIZE_BYTES, senders, RingPart.WARM_SECONDS, options.seconds())
                .messages();
    }
}
