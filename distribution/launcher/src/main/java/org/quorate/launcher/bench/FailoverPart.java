package org.quorate.launcher.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.quorate.launcher.StartException;

/**
 * Link 0 of two, which carries, fails while each node sends ordered messages one after another: the longest of them is how long
 * nothing was delivered there. Then the link is back. The contenders take turns.
 */
final class FailoverPart {
    /** More than one packet of the narrow path. */
    private static final int SIZE_BYTES = 2000;

    private static final int PAUSE_MILLIS = 5;

    /** With the pauses about ten seconds, longer than any bound, and in the midst of it the link fails. */
    private static final int COUNT = 1600;

    private static final long BEFORE_MILLIS = 3000;

    /** A link that is back is used again after twice the ping timeout. */
    private static final long REST_MILLIS = 5000;

    private static final int NARROW_BYTES = 900;
    private static final int LOSS_PERCENT = 30;

    /** What becomes of link 0. */
    enum Fault {
        /** No node hears another by it. */
        CUT("cut"),
        /** Nobody hears node 1 by it. */
        ONE_WAY("one way cut"),
        /** Packets above a size vanish, and nobody says so. */
        NARROW("nothing above " + NARROW_BYTES + " B comes through"),
        /** On the way into each node. The last, as a link that fails again and again is not used again for a minute. */
        LOSS(LOSS_PERCENT + " % of packets lost");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        boolean isCut() {
            return this == CUT || this == ONE_WAY;
        }
    }

    private final BenchOptions options;
    private final Figures figures;
    private final PrintStream progress;
    private final Namespaces namespaces;

    FailoverPart(BenchOptions options, Figures figures, PrintStream progress, Namespaces namespaces) {
        this.options = options;
        this.figures = figures;
        this.progress = progress;
        this.namespaces = namespaces;
    }

    /** Twice {@code knet_ping_timeout}, which is half of the token timeout in force. */
    static double boundSeconds(int nodes) {
        return (BenchConfig.TOKEN_MILLIS + 650 * Math.max(0, nodes - 2)) / 1000.0;
    }

    void run(Contenders contenders) throws StartException, InterruptedException {
        for (Fault fault : Fault.values()) {
            contenders.each(contender -> fails(contender, fault));
        }
    }

    private void fails(Contender contender, Fault fault) throws StartException, InterruptedException {
        String ring = contender.ring();
        try {
            window(contender, fault, false, () -> strike(fault));
            Thread.sleep(REST_MILLIS);
            window(contender, fault, true, this::heal);
        } finally {
            heal();
        }
        figures.add(contender.side(), Ids.FAILOVER_CHANGES, contender.ring().equals(ring) ? 0 : 1);
        Thread.sleep(REST_MILLIS);
    }

    /** What happens to the network in the midst of a window. */
    private interface Event {
        void happen() throws StartException, InterruptedException;
    }

    private void window(Contender contender, Fault fault, boolean back, Event event)
            throws StartException, InterruptedException {
        int network = 0;
        List<Integer> all = new ArrayList<>(options.numbers());
        all.add(network);
        double longest = Parallel.on(all, part -> {
                    if (part == network) {
                        Thread.sleep(BEFORE_MILLIS);
                        event.happen();
                        return 0.0;
                    }
                    return contender.longest(part, SIZE_BYTES, COUNT, PAUSE_MILLIS);
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        figures.add(contender.side(), Ids.failover(fault, back), longest);
        progress.printf(
                "%s: link 0: %s%s: %.3f s%n", contender.name(), fault.text(), back ? ", the way back" : "", longest);
    }

    private void strike(Fault fault) throws StartException, InterruptedException {
        for (int node : options.numbers()) {
            String here = "ip daddr " + namespaces.address(node);
            switch (fault) {
                case CUT -> namespaces.drop(node, here);
                case ONE_WAY -> namespaces.drop(node, here + " ip saddr " + namespaces.address(1));
                case LOSS -> namespaces.drop(node, here + " numgen random mod 100 < " + LOSS_PERCENT);
                case NARROW -> namespaces.drop(node, here + " meta length > " + NARROW_BYTES);
            }
        }
    }

    private void heal() throws StartException, InterruptedException {
        for (int node : options.numbers()) {
            namespaces.heal(node);
        }
    }
}
