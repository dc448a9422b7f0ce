package org.quorate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many seeds. {@code -Dquorate.simulate.hours=300} simulates so many hours. */
class CampaignTest {
    private static final int SECONDS = 300;
    private static final long FIRST = 100_000;

    /** What does not hold today and is known: see docs/design/simulation.md. */
    private static final EnumSet<Invariant> KNOWN_GAPS = EnumSet.of(Invariant.I4, Invariant.I9);

    @Test
    void allInvariantsHoldUnderAllFaults() throws InterruptedException {
        int hours = Integer.getInteger("quorate.simulate.hours", 20);
        long seeds = hours * 3600L / SECONDS;
        int threads = Runtime.getRuntime().availableProcessors();
        long begun = System.nanoTime();
        var tally = new Campaign(Plan.of(FIRST, SECONDS), seeds, threads).run(_ -> {});
        System.out.printf(
                "simulated %.1f hours, %d runs, %d faults, in %.1f s on %d threads; known gaps %s%n",
                tally.hours(),
                tally.runs(),
                tally.faultsInAll(),
                (System.nanoTime() - begun) / 1e9,
                threads,
                tally.firstGaps().keySet());
        assertThat(tally.failures()).isEmpty();
        assertThat(tally.hours()).isGreaterThanOrEqualTo(hours);
        assertThat(tally.faults()).containsOnlyKeys(FaultClass.values());
        assertThat(KNOWN_GAPS).containsAll(tally.firstGaps().keySet());
        for (var invariant : Invariant.values()) {
            boolean checked = invariant.isApplicable() && invariant != Invariant.DEFECT;
            assertThat(tally.checks(invariant) > 0)
                    .as("%s is checked", invariant)
                    .isEqualTo(checked);
        }
    }

    @Test
    void thePlanDecidesAllThatHappens() {
        var plan = Plan.of(42, 120);
        var first = Simulator.run(plan);
        var second = Simulator.run(plan, true);
        assertThat(second.traceHash()).isEqualTo(first.traceHash());
        assertThat(second.transcript())
                .isNotEmpty()
                .isEqualTo(Simulator.run(plan, true).transcript());
        assertThat(Simulator.run(Plan.of(43, 120)).traceHash()).isNotEqualTo(first.traceHash());
    }

    @Test
    void aCampaignHearsOfEachSeedAndOfOneInAHundredTwice() throws InterruptedException {
        var heard = new AtomicInteger();
        var tally = new Campaign(Plan.of(1, 10), 101, 2).run(_ -> heard.incrementAndGet());
        assertThat(heard).hasValue(101);
        assertThat(tally.runs()).isEqualTo(103);
    }

    @Test
    void aPlanThatFailsNowhereHasNoReproduction() {
        assertThat(Reproduction.of(Plan.of(1, 10))).isEmpty();
    }
}
