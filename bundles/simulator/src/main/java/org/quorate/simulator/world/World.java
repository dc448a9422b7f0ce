package org.quorate.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.Plan;
import org.quorate.simulator.fault.Nemesis;
import org.quorate.simulator.invariant.Judge;
import org.quorate.simulator.node.Client;
import org.quorate.simulator.node.SimulatedNode;

/** A cluster and all that surrounds it. */
public final class World {
    /** In nanoseconds. */
    public static final long SECOND = 1_000_000_000L;

    /** In nanoseconds. */
    public static final long MILLISECOND = 1_000_000L;

    /** Many times what the busiest of the largest clusters needs. */
    private static final int MOST_IN_A_SECOND = 1_000_000;

    private static final int MAX_LINES = 200_000;

    private final Plan plan;
    private final Setting setting;
    private final Agenda agenda = new Agenda();
    private final Trace trace = new Trace();
    private final Judge judge;
    private final Network network;
    private final Nemesis nemesis;
    private final Client client;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final @Nullable ArrayDeque<String> transcript;
    private long now;
    private long countedSecond;
    private int inSecond;

    /** A world in which nothing has happened yet. */
    public World(Plan plan, Setting setting, boolean transcribed) {
        this(plan, setting, transcribed, false);
    }

    /** As that, with or without somebody who speaks in the name of nodes. */
    public World(Plan plan, Setting setting, boolean transcribed, boolean liars) {
        this.plan = plan;
        this.setting = setting;
        this.transcript = transcribed ? new ArrayDeque<>() : null;
        this.judge = new Judge(this, liars);
        this.network = new Network(this);
        for (int i = 0; i < setting.ids().size(); i++) {
            nodes.add(new SimulatedNode(this, i, setting.ids().get(i)));
        }
        this.nemesis = new Nemesis(this);
        this.client = new Client(this);
    }

    /** Starts all nodes within a few milliseconds, the load, and the faults. */
    public void begin() {
        begin(true);
    }

    /** As {@link #begin()}, with or without somebody who writes and sends. */
    public void begin(boolean load) {
        var chance = chance(7);
        for (var node : nodes) {
            node.startLater(chance.below(50) * MILLISECOND);
        }
        if (load) {
            client.begin();
        }
        nemesis.begin();
    }

    /** Everything happens that is due by then. */
    public void run(long until) {
        for (var due = agenda.poll(until); due != null; due = agenda.poll(until)) {
            now = due.at();
            watchForStorms();
            trace.add(now, (long) due.kind().ordinal() << 40 | (long) due.node() << 20 | due.from());
            switch (due.kind()) {
                case FRAME -> nodes.get(due.node()).arrived(due);
                case WAKE -> nodes.get(due.node()).wake(due);
                case CLIENT -> client.act(due.node());
                case FAULT -> nemesis.strike(due.node());
                case END_OF_FAULT -> nemesis.end(due.what());
            }
            agenda.reuse(due);
        }
        now = until;
    }

    /** What multiplies for ever would keep a run from ending. */
    private void watchForStorms() {
        long second = now / SECOND;
        if (second != countedSecond) {
            countedSecond = second;
            inSecond = 0;
        }
        if (++inSecond > MOST_IN_A_SECOND) {
            throw judge.violated(Invariant.I19, "a storm: more than " + MOST_IN_A_SECOND + " events in a second");
        }
    }

    /** Puts something on the agenda. */
    public Happening at(long time, Happening.Kind kind, int node, int life, int from, @Nullable Object what) {
        return agenda.add(Math.max(time, now), kind, node, life, from, what);
    }

    /** A stream of random numbers of its own. */
    public Chance chance(long stream) {
        return new Chance(plan.seed(), stream);
    }

    /** The time since the beginning, in nanoseconds. */
    public long now() {
        return now;
    }

    /** What is simulated. */
    public Plan plan() {
        return plan;
    }

    /** What the world is like. */
    public Setting setting() {
        return setting;
    }

    /** All that happened, as a number. */
    public Trace trace() {
        return trace;
    }

    /** Who checks. */
    public Judge judge() {
        return judge;
    }

    /** What joins the nodes. */
    public Network network() {
        return network;
    }

    /** What makes the faults. */
    public Nemesis nemesis() {
        return nemesis;
    }

    /** Who writes and sends. */
    public Client client() {
        return client;
    }

    /** All nodes, by index. */
    public List<SimulatedNode> nodes() {
        return nodes;
    }

    /** The node of that id, or null. */
    public @Nullable SimulatedNode node(int id) {
        for (var node : nodes) {
            if (node.id() == id) {
                return node;
            }
        }
        return null;
    }

    // ---- transcript

    /** Whether somebody reads it. */
    public boolean isTranscribed() {
        return transcript != null;
    }

    /** A line, made only if somebody reads it. */
    public void note(Supplier<String> line) {
        if (transcript != null) {
            if (transcript.size() == MAX_LINES) {
                transcript.removeFirst();
            }
            transcript.add(String.format("%12.6f  %s", now / 1e9, line.get()));
        }
    }

    /** The last lines. */
    public List<String> transcript() {
        return transcript == null ? List.of() : List.copyOf(transcript);
    }
}
