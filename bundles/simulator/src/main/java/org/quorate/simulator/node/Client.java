package org.quorate.simulator.node;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.quorate.clusterfs.tree.Change;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.Happening;
import org.quorate.simulator.world.World;

/** Those who use the cluster: they write files, take locks and send messages, now here, now there. */
public final class Client {
    private static final int WRITES = 0;
    private static final int MESSAGES = 1;
    /** The lock that they want. */
    public static final String LOCK = "priv/lock/one";

    /** Less than a lock lives, by any clock: who has not refreshed it for so long has given it up. */
    private static final long HOLDS_NANOS = 100 * World.SECOND;

    private static final int SMALL = 300;
    private static final int LARGE = 200_000;

    private final World world;
    private final Chance writes;
    private final Chance messages;
    private final Map<SimulatedNode, Long> holders = new HashMap<>();
    private int created;
    private boolean ended;

    /** Idle until it begins. */
    public Client(World world) {
        this.world = world;
        this.writes = world.chance(3);
        this.messages = world.chance(4);
    }

    /** Begins. */
    public void begin() {
        next(WRITES);
        next(MESSAGES);
    }

    private void next(int what) {
        var setting = world.setting();
        long after = what == WRITES
                ? writes.exponential(setting.writeMeanNanos())
                : messages.exponential(setting.messageMeanNanos());
        world.at(world.now() + after, Happening.Kind.CLIENT, what, 0, 0, null);
    }

    /** Nobody wants anything any more. */
    public void end() {
        ended = true;
    }

    /** Somebody does something. */
    public void act(int what) {
        if (ended) {
            return;
        }
        next(what);
        var chance = what == WRITES ? writes : messages;
        var node = world.nodes().get(chance.below(world.nodes().size()));
        int burst = chance.oneIn(8) ? 1 + chance.below(20) : 1;
        int kind = chance.below(20);
        int size = chance.oneIn(40) ? chance.below(LARGE) : chance.below(SMALL);
        if (!node.runs()) {
            return;
        }
        for (int i = 0; i < burst; i++) {
            if (what == WRITES) {
                write(node, kind, size);
            } else {
                send(node, kind, size);
            }
        }
        node.afterRequest();
    }

    private static void send(SimulatedNode node, int kind, int size) {
        if (kind == 0) {
            node.messenger().leaveOrJoin();
        } else {
            node.messenger().send(size);
        }
    }

    private void write(SimulatedNode node, int kind, int size) {
        var tree = node.tree();
        int which = writes.below(8);
        switch (kind) {
            case 0 -> tree.ask(new Change.Mkdir("d" + which), -1);
            case 1 -> tree.ask(new Change.Delete("d" + which), -1);
            case 2 -> tree.ask(new Change.Rename("f" + which, "d" + which + "/f"), -1);
            case 3 -> tree.ask(new Change.Rename("d" + which + "/f", "f" + which), -1);
            case 4, 5 -> tree.ask(new Change.Create("f" + which), -1);
            case 6, 7, 8 -> tree.ask(new Change.Write("f" + which, writes.below(100), content(size)), -1);
            case 9, 10, 11, 12 -> lock(node);
            default -> {
                int number = created++;
                tree.ask(new Change.Create(path(number)), number);
            }
        }
    }

    private static byte[] content(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    /** The file of a checked write. */
    public static String path(int number) {
        return "w" + number;
    }

    /** The number of a checked write, by its file; -1 for another file. */
    public static int number(String name) {
        if (name.length() < 2 || name.charAt(0) != 'w') {
            return -1;
        }
        return Integer.parseInt(name, 1, name.length(), 10);
    }

    // ---- the lock

    private void lock(SimulatedNode node) {
        var process = node.tree();
        var tree = process.tree();
        if (tree == null) {
            return;
        }
        if (tree.find("priv") == null) {
            process.ask(new Change.Mkdir("priv"), -1);
        } else if (tree.find("priv/lock") == null) {
            process.ask(new Change.Mkdir("priv/lock"), -1);
        } else if (isHolder(node)) {
            if (writes.oneIn(3)) {
                holders.remove(node);
                var lock = tree.find(LOCK);
                if (lock != null) { // only this one: the wish may come late, when another holds it
                    process.ask(new Change.Unlock(lock.checksum(), LOCK), -1);
                }
            }
        } else {
            process.ask(new Change.Mkdir(LOCK), -1);
            process.askToUnlock(LOCK);
        }
    }

    private boolean isHolder(SimulatedNode node) {
        var until = holders.get(node);
        return until != null && node.now() < until;
    }

    /** Whether somebody on the node still believes that he holds the lock. */
    public boolean believesToHold(SimulatedNode node) {
        return node.isAlive() && isHolder(node);
    }

    /** A change was made. */
    public void acknowledged(SimulatedNode node, Request request) {
        if (request.change() instanceof Change.Mkdir(var path) && path.equals(LOCK)) {
            holders.put(node, request.askedNanos() + HOLDS_NANOS);
            world.judge().acquired(node, request.version());
        }
    }

    /** The process of the node is gone, and what it held with it. */
    public void died(SimulatedNode node) {
        holders.remove(node);
    }
}
