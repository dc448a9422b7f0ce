package org.quorate.clusterfs.replica;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.DamagedTreeException;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Guests;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.tree.TreeLoader;
import org.quorate.clusterfs.wire.Bytes;
import org.quorate.clusterfs.wire.FrameCodec;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;

/** A node with its replica and a disk that loses what was not committed. */
final class SimulatedNode {
    final int id;
    final ArrayDeque<ReplicaEvent> inbox = new ArrayDeque<>();
    final ArrayDeque<ByteBuffer> outbox = new ArrayDeque<>();
    final List<Asked> asked = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    boolean alive;
    boolean inGroup;
    boolean deaf;
    int part;
    Member member;
    Replica replica;

    private final SimulatedGroup group;
    private final ArrayDeque<Asked> held = new ArrayDeque<>();
    private final Map<Long, Asked> pending = new HashMap<>();
    private final List<Asked> uncommitted = new ArrayList<>();
    private final EnumMap<ReplicaTimer, Armed> timers = new EnumMap<>(ReplicaTimer.class);
    private List<Member> seen = List.of();
    private Tree stored = Tree.empty();
    private boolean quorate;
    private long count;
    private int rejoinIn;

    private record Armed(long token, long deadlineNanos) {}

    /** A change that was asked for on this node, and what became of it. */
    static final class Asked {
        final Change change;

        @Nullable
        Errno error;

        boolean done;

        Asked(Change change) {
            this.change = change;
        }

        boolean acknowledged() {
            return done && error == null;
        }

        void end(@Nullable Errno result) {
            error = result;
            done = true;
        }
    }

    SimulatedNode(int id, SimulatedGroup group) {
        this.id = id;
        this.group = group;
        this.member = new Member(id, 1000);
        this.replica = new Replica(stored, group.now());
    }

    Tree tree() {
        return replica.tree();
    }

    /** A disk with this tree in it. */
    void store(Tree tree) {
        stored = tree;
        replica = new Replica(tree, group.now());
    }

    void start() {
        group.log.add(this + " starts");
        alive = true;
        member = new Member(id, member.pid() + 1);
        try {
            var rows = new ArrayList<Entry>(List.of(stored.root()));
            stored.inodes().forEach(rows::add);
            replica = new Replica(TreeLoader.load(rows, Guests.NONE), group.now());
        } catch (DamagedTreeException e) {
            throw new AssertionError("what was stored must load", e);
        }
        quorate = false;
        held.clear();
        join();
    }

    void crash() {
        group.log.add(this + " crashes");
        alive = false;
        inGroup = false;
        inbox.clear();
        outbox.clear();
        timers.clear();
        endAll(Errno.EIO);
        group.reconfigure();
    }

    private void join() {
        inGroup = true;
        seen = List.of();
        inbox.clear();
        outbox.clear();
        inbox.add(new ReplicaEvent.Joining(member));
        inbox.add(new ReplicaEvent.QuorumChanged(quorate));
        group.reconfigure();
    }

    void quorum(boolean enough) {
        if (quorate != enough) {
            quorate = enough;
            inbox.add(new ReplicaEvent.QuorumChanged(enough));
        }
    }

    void membership(List<Member> members) {
        if (!members.equals(seen)) {
            var before = seen;
            var joined =
                    members.stream().filter(other -> !before.contains(other)).toList();
            seen = members;
            group.log.add(this + " will see " + members);
            inbox.add(new ReplicaEvent.MembershipChanged(members, joined));
        }
    }

    /** Asks for a change, as a caller on this node. */
    Asked ask(Change change) {
        var request = new Asked(change);
        asked.add(request);
        if (!quorate) {
            request.end(Errno.EACCES);
        } else if (replica.mode() != Mode.SYNCED) {
            held.add(request);
        } else {
            send(request);
        }
        return request;
    }

    private void send(Asked request) {
        pending.put(++count, request);
        var parts = OperationCodec.encode(
                new Operation.Make(request.change), group.now().seconds(), count);
        outbox.add(Bytes.join(parts));
    }

    boolean canAct() {
        return alive && (!inbox.isEmpty() && !deaf || !outbox.isEmpty() || !uncommitted.isEmpty());
    }

    void act(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> group.order(this);
            case 1 -> commit();
            default -> process();
        }
    }

    void process() {
        var event = deaf ? null : inbox.poll();
        if (event != null) {
            replica.on(event, group.now()).forEach(this::perform);
        }
    }

    void tick() {
        if (alive && !inGroup && --rejoinIn <= 0) {
            join();
        }
        for (var timer : ReplicaTimer.values()) {
            var armed = timers.get(timer);
            if (alive && armed != null && armed.deadlineNanos <= group.now().nanos()) {
                timers.remove(timer);
                replica.on(new ReplicaEvent.TimerExpired(timer, armed.token), group.now())
                        .forEach(this::perform);
            }
        }
    }

    private void perform(ReplicaEffect effect) {
        switch (effect) {
            case ReplicaEffect.Send(var frame) -> outbox.add(Bytes.join(FrameCodec.encode(frame)));
            case ReplicaEffect.Submit(var operation) ->
                outbox.add(
                        Bytes.join(OperationCodec.encode(operation, group.now().seconds(), ++count)));
            case ReplicaEffect.Made(boolean own, long made, var applied) -> {
                group.log.add(this + " made " + applied.put() + " " + applied.error());
                var request = own ? pending.remove(made) : null;
                if (request != null) {
                    request.error = applied.error();
                    uncommitted.add(request);
                }
            }
            case ReplicaEffect.Dropped(long dropped, var error) -> {
                var request = pending.remove(dropped);
                if (request != null) {
                    request.end(error);
                }
            }
            case ReplicaEffect.Replaced _ -> {} // committed with the next commit
            case ReplicaEffect.Arm(var timer, long token, long delay) ->
                timers.put(timer, new Armed(token, group.now().nanos() + delay));
            case ReplicaEffect.Moved(var from, var to, var why) -> {
                group.log.add(this + " " + from + " -> " + to + ": " + why);
                if (to == Mode.SYNCED) {
                    flushHeld();
                }
            }
            case ReplicaEffect.Leave(var why, boolean forGood) -> leave(why, forGood);
            case ReplicaEffect.Report(var text) -> {
                reports.add(text);
                group.log.add(this + " " + text);
            }
        }
    }

    private void flushHeld() {
        while (!held.isEmpty()) {
            send(held.remove());
        }
    }

    private void leave(String why, boolean forGood) {
        reports.add(why);
        group.log.add(this + " leaves with " + inbox.size() + " unread");
        inGroup = false;
        inbox.clear();
        outbox.clear();
        rejoinIn = forGood ? Integer.MAX_VALUE : 5;
        pending.values().forEach(request -> request.end(Errno.EBUSY));
        pending.clear();
        group.reconfigure();
    }

    void commit() {
        stored = replica.tree();
        uncommitted.forEach(request -> request.end(request.error));
        uncommitted.clear();
    }

    private void endAll(Errno error) {
        for (var requests : List.of(held, pending.values(), uncommitted)) {
            requests.forEach(request -> request.end(error));
            requests.clear();
        }
    }

    @Override
    public String toString() {
        return "node " + id + " (" + replica.mode() + ", version "
                + replica.tree().version() + ")";
    }
}
