package org.quorate.simulator.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quorate.quorum.votes.TieBreaker;
import org.quorate.quorum.votes.UnusableRulesException;
import org.quorate.quorum.votes.VoteOptions;
import org.quorate.quorum.votes.VoteRules;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.Plan;
import org.quorate.totem.RingSettings;

/**
 * What follows from a seed before anything happens: who there is, how far apart, with which rules and which load.
 *
 * @param ids node ids, ascending as unsigned numbers
 * @param latencyNanos of one way over any link
 * @param writeMeanNanos between writes to the tree, on some node
 * @param messageMeanNanos between bursts of messages to the process group
 * @param withoutRelay nodes that lead no frames around cut links, as corosync's
 */
public record Setting(
        List<Integer> ids,
        int tokenMillis,
        long latencyNanos,
        long writeMeanNanos,
        long messageMeanNanos,
        Rules rules,
        Set<FaultClass> faults,
        Set<Integer> withoutRelay) {

    private static final int[] SIZES = {1, 2, 3, 3, 3, 4, 5, 5, 5, 5, 7, 9, 16};
    private static final long LAN_NANOS = 100_000;
    private static final long WAN_NANOS = 100_000_000;
    private static final long SECOND = 1_000_000_000L;

    /** Rules under which two rings must never be quorate at once. */
    public enum Rules {
        /** More than half of the nodes. */
        MAJORITY,
        /** Nodes with different votes. */
        WEIGHTS,
        /** With {@code wait_for_all}. */
        WAIT_FOR_ALL,
        /** With {@code auto_tie_breaker}. */
        TIE_BREAKER,
        /** Both. */
        TIE_BREAKER_AND_WAIT_FOR_ALL,
        /** With {@code last_man_standing}, which needs {@code wait_for_all}. */
        LAST_MAN_STANDING
    }

    /** All nodes lead frames around cut links. */
    public Setting(
            List<Integer> ids,
            int tokenMillis,
            long latencyNanos,
            long writeMeanNanos,
            long messageMeanNanos,
            Rules rules,
            Set<FaultClass> faults) {
        this(ids, tokenMillis, latencyNanos, writeMeanNanos, messageMeanNanos, rules, faults, Set.of());
    }

    /** The same where no node leads frames around cut links. */
    public Setting withNoRelay() {
        return new Setting(
                ids, tokenMillis, latencyNanos, writeMeanNanos, messageMeanNanos, rules, faults, Set.copyOf(ids));
    }

    /** What the seed of a plan says. */
    public static Setting of(Plan plan) {
        var chance = new Chance(plan.seed(), 0);
        int drawn = SIZES[chance.below(SIZES.length)];
        int count = plan.nodes() == 0 ? drawn : plan.nodes();
        boolean far = chance.oneIn(4);
        long latency = far ? chance.magnitude(LAN_NANOS, WAN_NANOS) : LAN_NANOS + chance.below((int) LAN_NANOS);
        boolean busy = chance.oneIn(10);
        long writes = chance.magnitude(SECOND, 10 * SECOND);
        long messages = busy ? SECOND / 10 : chance.magnitude(2 * SECOND, 15 * SECOND);
        var rules = chance.oneIn(2) ? Rules.MAJORITY : Rules.values()[chance.below(Rules.values().length)];
        boolean quick = chance.oneIn(3);
        int token = (quick ? 1000 : 3000) + Math.max(0, count - 2) * 650;
        var ids = ids(count, chance);
        var faults = faults(plan, new Chance(plan.seed(), 1));
        return new Setting(ids, token, latency, writes, messages, rules, faults, withoutRelay(ids, chance));
    }

    /** Mostly none; else all, or some. */
    private static Set<Integer> withoutRelay(List<Integer> ids, Chance chance) {
        if (!chance.oneIn(3)) {
            return Set.of();
        }
        boolean all = chance.oneIn(2);
        return ids.stream().filter(_ -> all || chance.oneIn(2)).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Integer> ids(int count, Chance chance) {
        int first = chance.oneIn(4) ? 0xC0A80001 : 1; // addresses as ids have the highest bit
        var ids = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            ids.add(first + i);
        }
        return List.copyOf(ids);
    }

    private static Set<FaultClass> faults(Plan plan, Chance chance) {
        if (!plan.drawn()) {
            return plan.faults();
        }
        var faults = EnumSet.noneOf(FaultClass.class);
        int oneIn = 2 + chance.below(6);
        for (var fault : FaultClass.values()) {
            if (chance.oneIn(oneIn) && plan.faults().contains(fault)) {
                faults.add(fault);
            }
        }
        return faults;
    }

    /** The ring's settings at a node. */
    public RingSettings ring(int self) {
        var settings = RingSettings.of(self, tokenMillis, 1500);
        return withoutRelay.contains(self) ? settings.withoutRelay() : settings;
    }

    /** The rules of the vote at a node. */
    public VoteRules votes(int self) {
        var votes = new TreeMap<Integer, Integer>(Integer::compareUnsigned);
        for (int i = 0; i < ids.size(); i++) {
            votes.put(ids.get(i), rules == Rules.WEIGHTS ? 1 + i % 3 : 1);
        }
        boolean all = rules == Rules.WAIT_FOR_ALL
                || rules == Rules.TIE_BREAKER_AND_WAIT_FOR_ALL
                || rules == Rules.LAST_MAN_STANDING;
        boolean tie = rules == Rules.TIE_BREAKER || rules == Rules.TIE_BREAKER_AND_WAIT_FOR_ALL;
        var options = new VoteOptions(
                OptionalInt.empty(),
                false,
                Optional.of(all),
                rules == Rules.LAST_MAN_STANDING,
                10_000,
                tie ? Optional.of(new TieBreaker.Lowest()) : Optional.empty(),
                false,
                false,
                false,
                OptionalInt.empty());
        try {
            return VoteRules.of(self, votes.getOrDefault(self, 1), votes, options);
        } catch (UnusableRulesException e) {
            throw new AssertionError("rules of the simulator can be used", e);
        }
    }

    /** Whether more than half of the nodes are quorate, whatever was before. */
    public boolean majorityIsQuorate() {
        return rules == Rules.MAJORITY || rules == Rules.TIE_BREAKER;
    }
}
