package org.quorate.totem.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How all members go over from one configuration to the next: each loads the new one beside the old one and says so; once
 * all have, each uses it and says so; once all do, each forgets the old one. So nobody sends what another one cannot read
 * yet, and nobody forgets what another one still sends.
 *
 * <p>The messages are those with which corosync changes its encryption. corosync loads a configuration before this node can,
 * goes on as soon as it has its own message back, and does not understand the old one any more when it has the next: who
 * waits for anything then is not heard again. With such a node among the members, this one waits for nobody.
 *
 * <p>What a member has said counts in the ring in which it was said: in the next one, those who are under way say it again.
 */
public final class Changeover {
    /** The sender can read the new configuration. */
    private static final int LOADED = 1;

    /** It uses it. */
    private static final int ACTIVE = 2;

    /** It knows no other one: the answer to who says one of the others, or the end of what the sender had loaded. */
    private static final int SETTLED = 3;

    /** Carries out the steps. Called on the ring thread, in the order of messages. */
    public interface Steps {
        /** Puts a message of this service into the order. */
        void say(int step, long fingerprint);

        /** All have loaded it: to be used, while the old one is still understood; then {@link #activated} is to be called. */
        void activate();

        /** All use it: the old one is over. */
        void cleanUp();

        /** Nobody uses what was loaded, and nobody will. */
        void takenBack();
    }

    private record Said(int step, long fingerprint) {}

    private final int self;
    private final BooleanSupplier barrier;
    private final Steps steps;
    private final Map<Integer, Said> said = new HashMap<>();
    private List<Integer> members = List.of();
    private int step;
    private long fingerprint;
    private boolean activating;
    private boolean retreating;

    /**
     * Nothing is under way.
     *
     * @param barrier whether all members wait for each other
     */
    public Changeover(int self, BooleanSupplier barrier, Steps steps) {
        this.self = self;
        this.barrier = barrier;
        this.steps = steps;
    }

    /** This node uses that configuration, and there is nothing to wait for. */
    public void uses(long current) {
        begin(0, current);
    }

    /** This node has loaded another configuration. */
    public void loaded(long next) {
        begin(LOADED, next);
        if (barrier.getAsBoolean()) {
            steps.say(LOADED, next);
        } else {
            activating = true;
            steps.activate();
        }
    }

    /** This node uses what it was told to {@linkplain Steps#activate use}. */
    public void activated() {
        begin(ACTIVE, fingerprint);
        steps.say(ACTIVE, fingerprint);
    }

    private void begin(int next, long configuration) {
        step = next;
        fingerprint = configuration;
        activating = false;
        retreating = false;
    }

    /** Whether this node has said that it has loaded another configuration, and does not use it alone yet. */
    public boolean isUnderWay() {
        return step != 0;
    }

    /**
     * What was loaded is not to be used, if that can still be: others may rely on it already. Then {@link Steps#takenBack} is
     * called, else everything goes on.
     */
    public void takeBack() {
        if (step == LOADED && !activating && !retreating) {
            retreating = true;
            steps.say(SETTLED, ~fingerprint);
        }
    }

    /** Members without whose word this node does not go on, ascending. */
    public List<Integer> waitsFor() {
        var missing = new ArrayList<Integer>();
        for (int node : members) {
            if (step != 0 && (node == self || barrier.getAsBoolean()) && !hasSaid(node)) {
                missing.add(node);
            }
        }
        return missing;
    }

    private boolean hasSaid(int node) {
        var last = said.get(node);
        return last != null && last.fingerprint() == fingerprint && last.step() >= step;
    }

    void installed(List<Integer> newMembers) {
        members = newMembers;
        said.clear();
        if (retreating) {
            steps.say(SETTLED, ~fingerprint);
        } else if (step != 0) {
            steps.say(step, fingerprint);
        }
    }

    void delivered(int sender, int saidStep, long saidFingerprint) {
        said.put(sender, new Said(saidStep, saidFingerprint));
        if (step == 0) {
            if (sender != self && saidFingerprint == fingerprint && saidStep != SETTLED) {
                steps.say(SETTLED, fingerprint); // started with what the others are about to use
            }
        } else if (!activating && waitsFor().isEmpty()) {
            goOn();
        } else if (retreating && sender == self && saidStep == SETTLED) {
            begin(0, fingerprint);
            steps.takenBack();
        }
    }

    private void goOn() {
        if (step == LOADED) {
            activating = true;
            steps.activate();
        } else {
            begin(0, fingerprint);
            said.clear();
            steps.cleanUp();
        }
    }
}
