package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Splits, deaths and restarts from a seed, thousands of them, under each set of rules that must never let two act. */
class OneQuorateRingTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 40;

    /** Rules under which two rings must never be quorate at once, whatever the network does. */
    enum Rules {
        MAJORITY(false, false, false, false),
        WEIGHTS(false, false, false, true),
        WAIT_FOR_ALL(true, false, false, false),
        WAIT_FOR_ALL_AND_WEIGHTS(true, false, false, true),
        TIE_BREAKER(false, true, false, false),
        TIE_BREAKER_AND_WAIT_FOR_ALL(true, true, false, false),
        TIE_BREAKER_AND_WEIGHTS(false, true, false, true),
        LAST_MAN_STANDING_AND_WAIT_FOR_ALL(true, false, true, false),
        ALL_TOGETHER(true, true, true, false);

        private final boolean waitForAll;
        private final boolean tieBreaker;
        private final boolean lastManStanding;
        private final boolean weights;

        Rules(boolean waitForAll, boolean tieBreaker, boolean lastManStanding, boolean weights) {
            this.waitForAll = waitForAll;
            this.tieBreaker = tieBreaker;
            this.lastManStanding = lastManStanding;
            this.weights = weights;
        }

        TreeMap<Integer, VoteRules> of(int nodes, Random random) throws UnusableRulesException {
            var votes = new TreeMap<Integer, Integer>();
            for (int id = 1; id <= nodes; id++) {
                votes.put(id, weights ? 1 + random.nextInt(3) : 1);
            }
            var deciding = random.nextBoolean() ? new TieBreaker.Lowest() : new TieBreaker.Highest();
            var options = new VoteOptions(
                    OptionalInt.empty(),
                    false,
                    Optional.of(waitForAll),
                    lastManStanding,
                    10_000,
                    tieBreaker ? Optional.of(deciding) : Optional.empty(),
                    false,
                    false,
                    false,
                    OptionalInt.empty());
            var rules = new TreeMap<Integer, VoteRules>();
            for (var node : votes.entrySet()) {
                rules.put(node.getKey(), VoteRules.of(node.getKey(), node.getValue(), votes, options));
            }
            return rules;
        }
    }

    @ParameterizedTest
    @EnumSource
    void atMostOneRingIsQuorateWhateverTheNetworkDoes(Rules kind) throws UnusableRulesException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            new Storm(kind, seed).blow();
        }
    }

    private static final class Storm {
        private final String name;
        private final Random random;
        private final TreeMap<Integer, VoteRules> rules;
        private final SimulatedVotes votes;
        private final List<String> log = new ArrayList<>();

        Storm(Rules kind, long seed) throws UnusableRulesException {
            name = kind + ", seed " + seed;
            random = new Random(seed);
            rules = kind.of(2 + random.nextInt(6), random);
            votes = new SimulatedVotes(seed);
        }

        void blow() {
            for (int step = 0; step < STEPS; step++) {
                blast();
                check();
            }
            calm();
        }

        private void blast() {
            int id = 1 + random.nextInt(rules.size());
            boolean runs = votes.running().contains(id);
            switch (random.nextInt(6)) {
                case 0 -> {
                    log.add((runs ? "kill " : "start ") + id);
                    if (runs) {
                        votes.kill(List.of(id));
                    } else {
                        votes.start(List.of(rules(id)));
                    }
                }
                case 1 -> {
                    if (runs) {
                        log.add("bounce " + id);
                        votes.bounce(rules(id));
                    }
                }
                case 2 -> {
                    log.add("pass");
                    votes.pass(random.nextInt(15_000));
                }
                case 3 -> {
                    if (runs) {
                        log.add("alone in vain " + id);
                        votes.formInVain(new TreeSet<>(List.of(id)));
                        votes.formRings();
                    }
                }
                default -> split(1 + random.nextInt(3));
            }
        }

        private void split(int parts) {
            var places = new StringBuilder("split");
            for (int id : rules.keySet()) {
                int part = random.nextInt(parts);
                places.append(' ').append(part);
                votes.place(List.of(id), part);
            }
            log.add(places.toString());
            votes.formRings();
        }

        private void check() {
            int quorate = 0;
            for (var ring : votes.rings()) {
                var verdicts = new TreeSet<Boolean>();
                ring.forEach(id -> verdicts.add(votes.count(id).quorate()));
                assertThat(verdicts).as("members agree: %s %s", name, log).hasSize(1);
                quorate += verdicts.contains(true) ? 1 : 0;
            }
            assertThat(quorate).as("quorate rings: %s %s", name, log).isLessThanOrEqualTo(1);
        }

        private void calm() {
            rules.keySet().stream()
                    .filter(id -> !votes.running().contains(id))
                    .toList()
                    .forEach(id -> votes.start(List.of(rules(id))));
            votes.place(rules.keySet(), 0);
            votes.formRings();
            check();
            assertThat(votes.count(1).quorate())
                    .as("quorate in the end: %s %s", name, log)
                    .isTrue();
        }

        private VoteRules rules(int id) {
            return java.util.Objects.requireNonNull(rules.get(id));
        }
    }
}
