package org.quorate.quorum.votes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Vote counts joined by a perfect medium: who is in one part forms a ring, and all members receive all messages in one
 * order. In which order members speak comes from a seed.
 */
final class SimulatedVotes {
    /** A node that runs, and the part of the network that it is in. */
    private final class Node {
        final int id;
        final VoteQuorum votes;
        Set<Integer> ring = Set.of();
        long windowAt = Long.MAX_VALUE;

        Node(int id, VoteRules rules) {
            this.id = id;
            this.votes = new VoteQuorum(rules, disks.getOrDefault(id, 0));
        }
    }

    private record Sent(int sender, VoteMessage message) {}

    private final Random random;
    private final SortedMap<Integer, Node> running = new TreeMap<>();
    private final SortedMap<Integer, Integer> parts = new TreeMap<>();
    private final SortedMap<Integer, Integer> disks = new TreeMap<>();
    private final Queue<Sent> early = new ArrayDeque<>();
    private final Queue<Sent> order = new ArrayDeque<>();
    private final List<String> refusals = new ArrayList<>();
    private long nowMillis;

    SimulatedVotes(long seed) {
        random = new Random(seed);
    }

    // ---- what happens

    void start(Collection<VoteRules> rules) {
        for (var own : rules) {
            var node = new Node(own.localNodeId(), own);
            running.put(node.id, node);
            parts.putIfAbsent(node.id, 0);
            on(node, new VoteEvent.Attached());
        }
        formRings();
    }

    void stop(Collection<Integer> ids) {
        for (int id : ids) {
            on(node(id), new VoteEvent.Detaching());
            deliver(node(id).ring);
        }
        kill(ids);
    }

    void kill(Collection<Integer> ids) {
        ids.forEach(running::remove);
        formRings();
    }

    /** A node starts anew before the others have noticed that it was gone. */
    void bounce(VoteRules rules) {
        var ring = node(rules.localNodeId()).ring;
        var node = new Node(rules.localNodeId(), rules);
        running.put(node.id, node);
        on(node, new VoteEvent.Attached());
        form(ring);
    }

    /** Puts nodes into another part of the network, whether they run or not. */
    void place(Collection<Integer> ids, int part) {
        ids.forEach(id -> parts.put(id, part));
    }

    /** Forms a ring of the running nodes of each part, where there is another than before. */
    void formRings() {
        var rings = new TreeMap<Integer, Set<Integer>>();
        for (var node : running.values()) {
            rings.computeIfAbsent(parts.getOrDefault(node.id, 0), _ -> new TreeSet<>())
                    .add(node.id);
        }
        for (var ring : rings.values()) {
            if (ring.stream().anyMatch(id -> !node(id).ring.equals(ring))) {
                form(ring);
            }
        }
    }

    private void form(Set<Integer> ring) {
        begin(ring);
        early.stream().filter(sent -> ring.contains(sent.sender())).forEach(order::add);
        early.removeIf(sent -> ring.contains(sent.sender()));
        var speakers = new ArrayList<>(ring);
        Collections.shuffle(speakers, random);
        speakers.forEach(id -> on(node(id), new VoteEvent.SyncTurn()));
        deliver(ring);
        Collections.shuffle(speakers, random);
        speakers.forEach(id -> on(node(id), new VoteEvent.SyncActivated()));
        deliver(ring);
    }

    /** A ring that breaks before it is counted. */
    void formInVain(Set<Integer> ring) {
        begin(ring);
        ring.forEach(id -> on(node(id), new VoteEvent.SyncAborted()));
    }

    private void begin(Set<Integer> ring) {
        var before = new TreeMap<Integer, Set<Integer>>();
        ring.forEach(id -> before.put(id, node(id).ring));
        for (int id : ring) {
            var transitional = ring.stream()
                    .filter(other -> other == id
                            || (before(before, id).contains(other)
                                    && before(before, other).equals(before(before, id))))
                    .toList();
            on(node(id), new VoteEvent.SyncBegan(transitional, List.copyOf(ring)));
        }
        ring.forEach(id -> node(id).ring = ring);
    }

    void pass(long millis) {
        long until = nowMillis + millis;
        while (true) {
            var next = running.values().stream()
                    .filter(node -> node.windowAt <= until)
                    .min((a, b) -> Long.compare(a.windowAt, b.windowAt));
            if (next.isEmpty()) {
                nowMillis = until;
                return;
            }
            nowMillis = next.get().windowAt;
            next.get().windowAt = Long.MAX_VALUE;
            on(next.get(), new VoteEvent.WindowExpired());
            deliver(next.get().ring);
        }
    }

    Optional<String> expectVotes(int id, int votes) {
        refusals.clear();
        on(node(id), new VoteEvent.ExpectVotesRequested(votes));
        deliver(node(id).ring);
        return refusals.stream().findFirst();
    }

    void change(VoteRules rules) {
        var node = running.get(rules.localNodeId());
        if (node != null) {
            on(node, new VoteEvent.RulesChanged(rules));
            deliver(node.ring);
        }
    }

    /** A message that this core does not send by itself, but corosync does. */
    void say(int id, VoteMessage message) {
        order.add(new Sent(id, message));
        deliver(node(id).ring);
    }

    // ---- what is

    Set<Integer> running() {
        return running.keySet();
    }

    VoteCount count(int id) {
        return node(id).votes.count();
    }

    Set<Set<Integer>> rings() {
        var rings = new TreeSet<Set<Integer>>(
                (a, b) -> a.iterator().next() - b.iterator().next());
        running.values().forEach(node -> rings.add(node.ring));
        return rings;
    }

    int stored(int id) {
        return disks.getOrDefault(id, 0);
    }

    // ---- how

    private Node node(int id) {
        return Objects.requireNonNull(running.get(id), () -> "node " + id + " does not run");
    }

    private static Set<Integer> before(Map<Integer, Set<Integer>> rings, int id) {
        return rings.getOrDefault(id, Set.of());
    }

    private void on(Node node, VoteEvent event) {
        for (var effect : node.votes.on(event)) {
            switch (effect) {
                case VoteEffect.Send(var message) -> send(node, message);
                case VoteEffect.Publish _ -> {}
                case VoteEffect.ArmWindow(int millis) -> node.windowAt = nowMillis + millis;
                case VoteEffect.DisarmWindow() -> node.windowAt = Long.MAX_VALUE;
                case VoteEffect.Persist(int expected) -> disks.put(node.id, expected);
                case VoteEffect.Refuse(var reason) -> refusals.add(reason);
            }
        }
    }

    private void send(Node node, VoteMessage message) {
        (node.ring.isEmpty() ? early : order).add(new Sent(node.id, message));
    }

    private void deliver(Set<Integer> ring) {
        while (!order.isEmpty()) {
            var sent = order.remove();
            for (int id : ring) {
                on(node(id), new VoteEvent.Received(sent.sender(), sent.message()));
            }
        }
    }
}
