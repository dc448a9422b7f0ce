package org.quorate.simulator.node;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.clusterfs.replica.Member;
import org.quorate.clusterfs.replica.Mode;
import org.quorate.clusterfs.replica.Moment;
import org.quorate.clusterfs.replica.Replica;
import org.quorate.clusterfs.replica.ReplicaEffect;
import org.quorate.clusterfs.replica.ReplicaEvent;
import org.quorate.clusterfs.replica.ReplicaTimer;
import org.quorate.clusterfs.tree.DamagedTreeException;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Guests;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.tree.TreeLoader;
import org.quorate.clusterfs.wire.FrameCodec;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.clusterfs.wire.OperationCodec;
import org.quorate.simulator.world.World;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.cpg.CpgListener;
import org.quorate.totem.cpg.CpgProcess;

/** The replica of the tree on a node, run as {@code ReplicaHost}, {@code Outbox} and {@code StoreWriter} run it. */
public final class TreeProcess implements CpgListener {
    private static final String GROUP = "pve_dcdb_v1\0";
    private static final long DEADLINE_NANOS = 10 * World.SECOND;
    private static final long REJOIN_NANOS = 5 * World.SECOND;
    private static final long MAX_REJOIN_NANOS = 300 * World.SECOND;
    private static final long COMPANY_NANOS = 5 * World.SECOND;
    private static final long MAX_IDLE_NANOS = 5 * World.MILLISECOND;
    private static final long MAX_UNFORCED_NANOS = 50 * World.MILLISECOND;
    private static final int MAX_HELD = 10_000;

    private final SimulatedNode node;
    private final ArrayDeque<ReplicaEvent> events = new ArrayDeque<>();
    private final ArrayDeque<Request> held = new ArrayDeque<>();
    private final Map<Long, Request> pending = new HashMap<>();
    private final long[] tokens = new long[ReplicaTimer.values().length];
    private Batch waiting = new Batch();
    private @Nullable Batch writing;
    private @Nullable Replica replica;
    private boolean inGroup;
    private boolean open;
    private boolean wasOpen;
    private boolean quorate;
    private boolean broken;
    private int failures;
    private long count;

    /** Rows that go to the disk together, and who waits for it. */
    private static final class Batch {
        final Map<Long, Entry> put = new LinkedHashMap<>();
        final Map<Long, Entry> removed = new LinkedHashMap<>();
        final List<Request> requests = new ArrayList<>();

        @Nullable
        Entry root;

        boolean isEmpty() {
            return root == null && requests.isEmpty();
        }

        boolean isForced() {
            return requests.stream().anyMatch(Request::isForced);
        }

        void add(Entry newRoot, List<Entry> newPut, List<Entry> newRemoved) {
            for (var entry : newRemoved) {
                put.remove(entry.inode());
                removed.put(entry.inode(), entry);
            }
            for (var entry : newPut) {
                removed.remove(entry.inode());
                put.put(entry.inode(), entry);
            }
            root = newRoot;
        }
    }

    TreeProcess(SimulatedNode node) {
        this.node = node;
    }

    void start() {
        try {
            var tree = TreeLoader.load(node.disk().rows(), Guests.NONE);
            replica = new Replica(tree, now());
            node.world().judge().loaded(node, tree);
            join();
        } catch (DamagedTreeException e) {
            node.world().note(() -> node + " refuses its store: " + e.getMessage());
            node.world().judge().refusedStore(node);
        }
    }

    void died() {
        replica = null;
    }

    /** The replica; null while there is none. */
    public @Nullable Replica replica() {
        return replica;
    }

    /** Whether changes of this node may go out. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it is a member of the group, and has the tree. */
    public boolean isSynced() {
        return replica != null && replica.mode() == Mode.SYNCED;
    }

    /** Whether it has given up on its disk. */
    public boolean isBroken() {
        return broken;
    }

    /** Writes are on their way to the disk. */
    public boolean isWriting() {
        return writing != null;
    }

    private Moment now() {
        return new Moment(node.now(), node.seconds());
    }

    // ---- the group

    private void join() {
        var core = replica;
        if (core == null || broken) {
            return;
        }
        inGroup = true;
        events.clear();
        node.cpg().join(GROUP, node.pid(), this);
        perform(core.on(new ReplicaEvent.Joining(new Member(node.id(), node.pid())), now()));
    }

    @Override
    public void delivered(CpgProcess sender, ByteBuffer message) {
        later(new ReplicaEvent.Delivered(member(sender), message));
    }

    @Override
    public void changed(List<CpgProcess> members, List<Change> left, List<Change> joined) {
        var now = members.stream().map(TreeProcess::member).toList();
        var come = joined.stream().map(change -> member(change.process())).toList();
        later(new ReplicaEvent.MembershipChanged(now, come));
    }

    private static Member member(CpgProcess process) {
        return new Member(process.node(), process.pid());
    }

    private void later(ReplicaEvent event) {
        events.add(event);
        applySoon();
    }

    void quorumMayHaveChanged() {
        applySoon();
    }

    /** Another thread has it: mostly at once, now and then not. */
    private void applySoon() {
        if (!node.isArmed(Slot.APPLY)) {
            var chance = node.chance();
            node.armIn(Slot.APPLY, chance.oneIn(50) ? chance.between(0, 20_000_000) : chance.between(5_000, 50_000));
        }
    }

    // ---- time

    void expired(int slot) {
        switch (slot) {
            case Slot.APPLY -> apply();
            case Slot.COMMIT -> written();
            case Slot.WRITE -> beginToWrite();
            case Slot.FORCE -> force();
            case Slot.REJOIN -> join();
            case Slot.COMPANY -> openAlone();
            case Slot.REPLICA_SYNC -> timer(ReplicaTimer.SYNC);
            case Slot.REPLICA_VERIFY -> timer(ReplicaTimer.VERIFY);
            default -> throw new AssertionError("no such timer: " + slot);
        }
    }

    private void timer(ReplicaTimer which) {
        on(new ReplicaEvent.TimerExpired(which, tokens[which.ordinal()]));
    }

    private void apply() {
        followQuorum();
        for (var event = events.poll(); event != null; event = events.poll()) {
            on(event);
        }
    }

    private void on(ReplicaEvent event) {
        var core = replica;
        if (core != null && inGroup) {
            followQuorum();
            perform(core.on(event, now()));
        }
    }

    private void followQuorum() {
        boolean enough = node.count().quorate();
        var core = replica;
        if (core != null && enough != quorate) {
            quorate = enough;
            perform(core.on(new ReplicaEvent.QuorumChanged(enough), now()));
        }
    }

    // ---- effects

    private void perform(List<ReplicaEffect> effects) {
        for (var effect : effects) {
            perform(effect);
        }
    }

    private void perform(ReplicaEffect effect) {
        switch (effect) {
            case ReplicaEffect.Send(var frame) -> send(FrameCodec.encode(frame));
            case ReplicaEffect.Submit(var operation) -> {
                if (open) {
                    send(OperationCodec.encode(operation, node.seconds(), ++count));
                }
            }
            case ReplicaEffect.Made made -> made(made);
            case ReplicaEffect.Dropped(long number, var error) -> {
                var request = pending.remove(number);
                if (request != null) {
                    request.answer(error, node.now());
                }
            }
            case ReplicaEffect.Replaced replaced -> {
                node.world().judge().replaced(node, replaced);
                waiting.add(replaced.after().root(), replaced.put(), replaced.removed());
                write();
            }
            case ReplicaEffect.Arm(var which, long token, long delayNanos) -> {
                tokens[which.ordinal()] = token;
                node.armIn(which == ReplicaTimer.SYNC ? Slot.REPLICA_SYNC : Slot.REPLICA_VERIFY, delayNanos);
            }
            case ReplicaEffect.Moved moved -> moved(moved);
            case ReplicaEffect.Leave(var why, boolean forGood) -> left(why, forGood);
            case ReplicaEffect.Report(var text) -> node.world().note(() -> node + " reports: " + text);
        }
    }

    private void send(ByteBuffer[] parts) {
        if (!node.submit(Cpg.encode(node.id(), GROUP, node.pid(), parts))) {
            later(new ReplicaEvent.Expelled("no room to send"));
        }
    }

    private void made(ReplicaEffect.Made made) {
        var applied = made.applied();
        node.world().judge().made(node, made);
        if (applied.error() == null) {
            waiting.add(applied.after().root(), applied.put(), applied.removed());
        }
        var request = made.own() ? pending.remove(made.count()) : null;
        if (request != null) {
            request.made(applied.error(), applied.after().version());
            waiting.requests.add(request);
        }
        write();
    }

    private void moved(ReplicaEffect.Moved moved) {
        node.world().note(() -> node + " tree " + moved.from() + " -> " + moved.to() + ": " + moved.why());
        node.world().nemesis().moved(node, moved.to());
        if (moved.to() != Mode.SYNCED) {
            open = false;
            return;
        }
        failures = 0;
        node.world().judge().synced(node);
        if (wasOpen || isComplete()) {
            open();
        } else {
            node.armIn(Slot.COMPANY, COMPANY_NANOS);
        }
    }

    private boolean isComplete() {
        var core = replica;
        return core != null
                && node.members().stream()
                        .allMatch(id -> core.members().stream().anyMatch(member -> member.nodeId() == id));
    }

    private void openAlone() {
        if (isSynced() && !wasOpen) {
            open();
        }
    }

    private void open() {
        wasOpen = true;
        open = true;
        while (open && !held.isEmpty()) {
            var request = held.remove();
            if (!node.count().quorate()) {
                request.answer(Errno.EACCES, node.now());
            } else if (!request.isOver(node.now())) {
                send(request);
            }
        }
    }

    private void left(String why, boolean forGood) {
        inGroup = false;
        wasOpen = false;
        open = false;
        node.disarm(Slot.REPLICA_SYNC);
        node.disarm(Slot.REPLICA_VERIFY);
        pending.values().forEach(request -> request.answer(Errno.EBUSY, node.now()));
        pending.clear();
        node.cpg().leave(GROUP, node.pid());
        node.world().note(() -> node + " leaves the group of the tree: " + why);
        if (!forGood) {
            node.armIn(Slot.REJOIN, Math.min(REJOIN_NANOS << Math.min(failures++, 10), MAX_REJOIN_NANOS));
        }
    }

    // ---- changes

    /** Somebody wants a change, checked or not by its number. */
    void ask(org.quorate.clusterfs.tree.Change change, int number) {
        long now = node.now();
        var request = new Request(change, number, now, now + DEADLINE_NANOS);
        if (!node.count().quorate()) {
            request.answer(Errno.EACCES, now);
        } else if (broken) {
            request.answer(Errno.EIO, now);
        } else if (open && held.isEmpty()) {
            send(request);
        } else if (held.size() < MAX_HELD) {
            held.add(request);
        }
    }

    private void send(Request request) {
        long number = ++count;
        var parts = OperationCodec.encode(new Operation.Make(request.change()), node.seconds(), number);
        if (node.submit(Cpg.encode(node.id(), GROUP, node.pid(), parts))) {
            pending.put(number, request);
        } else {
            request.answer(Errno.EBUSY, node.now());
        }
    }

    /** Somebody wants a lock of another to be removed if it has expired. */
    void askToUnlock(String path) {
        var core = replica;
        var lock = core == null ? null : core.tree().find(path);
        if (lock != null && open && node.count().quorate()) {
            send(OperationCodec.encode(new Operation.RequestUnlock(lock.checksum(), path), node.seconds(), ++count));
        }
    }

    /** What readers on this node see; null while there is no replica. */
    @Nullable
    Tree tree() {
        return replica == null ? null : replica.tree();
    }

    // ---- the disk

    /** At once if somebody waits for it. */
    private void write() {
        if (writing != null || waiting.isEmpty() || broken) {
            return;
        }
        if (!waiting.requests.isEmpty()) {
            beginToWrite();
        } else if (!node.isArmed(Slot.WRITE)) {
            node.armIn(Slot.WRITE, MAX_IDLE_NANOS);
        }
    }

    private void beginToWrite() {
        if (writing != null || waiting.isEmpty() || broken) {
            return;
        }
        node.disarm(Slot.WRITE);
        writing = waiting;
        waiting = new Batch();
        var chance = node.chance();
        long takes = node.disk().isSlow()
                ? chance.between(World.SECOND, 5 * World.SECOND)
                : chance.between(World.MILLISECOND / 5, 3 * World.MILLISECOND);
        node.armIn(Slot.COMMIT, takes);
    }

    private void written() {
        var batch = writing;
        if (batch == null) {
            return;
        }
        writing = null;
        var root = batch.root;
        if (root != null && node.disk().isFull()) {
            storeFailed();
            return;
        }
        if (root != null) {
            node.disk().commit(batch.put, batch.removed.keySet(), root);
            if (batch.isForced()) {
                force();
            } else if (!node.isArmed(Slot.FORCE)) {
                node.armIn(Slot.FORCE, MAX_UNFORCED_NANOS);
            }
        }
        for (var request : batch.requests) {
            if (request.answer(null, node.now())) {
                node.world().judge().acknowledged(node, request);
                node.world().client().acknowledged(node, request);
            }
        }
        write();
    }

    private void force() {
        node.disarm(Slot.FORCE);
        if (node.disk().isFull()) {
            storeFailed();
        } else if (!node.disk().isForced()) {
            var forced = node.disk().force();
            node.world().judge().forced(node, forced.put(), forced.removed());
        }
    }

    /** It makes no more changes until it is started again. */
    private void storeFailed() {
        broken = true;
        held.clear();
        node.world().note(() -> node + " cannot write to its disk");
        on(new ReplicaEvent.Expelled("the store failed"));
        node.disarm(Slot.REJOIN);
    }
}
