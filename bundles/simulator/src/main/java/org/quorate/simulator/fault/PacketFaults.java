package org.quorate.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.quorate.simulator.FaultClass;
import org.quorate.simulator.world.Chance;
import org.quorate.simulator.world.Link;
import org.quorate.simulator.world.World;
import org.quorate.totem.frame.Token;

/** What strikes frames on their way: on all links, on those of one node, or on one. */
final class PacketFaults {
    private static final int STRANGER = 0x7F00_0001;
    private static final int MOST_LOST = 300_000;
    private static final int MOST_STRUCK = 200_000;

    private final Nemesis nemesis;
    private final World world;

    PacketFaults(Nemesis nemesis, World world) {
        this.nemesis = nemesis;
        this.world = world;
    }

    void begin(FaultClass fault, Chance chance) {
        long nanos = chance.magnitude(World.SECOND, 60 * World.SECOND);
        switch (fault) {
            case LOSS -> on(chance, nanos, (int) chance.magnitude(1000, MOST_LOST), (link, rate) -> link.loss += rate);
            case DUPLICATE -> on(chance, nanos, rate(chance), (link, rate) -> link.duplicate += rate);
            case REORDER -> on(chance, nanos, rate(chance), (link, rate) -> link.reorder += rate);
            case CORRUPT -> on(chance, nanos, rate(chance), (link, rate) -> link.corrupt += rate);
            case TRUNCATE -> on(chance, nanos, rate(chance), (link, rate) -> link.truncate += rate);
            case OVERSIZED -> on(chance, nanos, 1, (link, sign) -> link.narrow += sign);
            case LATENCY -> {
                nemesis.count(fault);
                int micros = (int) chance.magnitude(100, 200_000);
                on(chance, nanos, micros, (link, more) -> {
                    link.delayNanos += more * 1000L;
                    link.jitterNanos += more * 500L;
                });
            }
            default -> throw new AssertionError("no fault of frames: " + fault);
        }
    }

    private static int rate(Chance chance) {
        return (int) chance.magnitude(1000, MOST_STRUCK);
    }

    private void on(Chance chance, long nanos, int amount, ObjIntConsumer<Link> change) {
        var links = links(chance);
        links.forEach(link -> change.accept(link, amount));
        nemesis.undoAfter(nanos, () -> links.forEach(link -> change.accept(link, -amount)));
    }

    private List<Link> links(Chance chance) {
        int size = world.nodes().size();
        int kind = chance.below(3);
        int one = chance.below(size);
        int other = chance.below(size);
        var links = new ArrayList<Link>();
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                boolean struck = kind == 0 || kind == 1 && (a == one || b == one) || a == one && b == other;
                if (a != b && struck) {
                    links.add(world.network().link(a, b));
                }
            }
        }
        return links;
    }

    void replay(Chance chance) {
        for (int i = 0; i <= chance.below(20); i++) {
            if (world.network().replay(chance, nemesis.any(chance))) {
                nemesis.count(FaultClass.REPLAY);
            }
        }
    }

    /** A token for the ring of a node, a little ahead of the true one, from a stranger. */
    void forge(Chance chance) {
        var node = nemesis.any(chance);
        var ring = node.ring();
        var seen = world.judge().lastToken(node);
        if (node.runs() && seen.ring().equals(ring)) {
            nemesis.count(FaultClass.FORGE);
            world.network()
                    .inject(
                            node,
                            new Token(
                                    STRANGER,
                                    seen.seq(),
                                    seen.tokenSeq() + 2 + chance.below(20),
                                    seen.aru(),
                                    0,
                                    ring,
                                    0,
                                    0,
                                    false,
                                    List.of()));
        }
    }
}
