package org.quorate.totem.relay;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.totem.RingEffect;
import org.quorate.totem.RingEffect.Send;
import org.quorate.totem.RingSettings;
import org.quorate.totem.RingTimer;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.Join;
import org.quorate.totem.frame.Relayed;
import org.quorate.totem.frame.Report;

/**
 * The way of frames to nodes that do not hear this one.
 *
 * <p>Quorate nodes tell each other regularly, and directly, whom they hear. Who does not say that it hears this node gets
 * its frames by way of a third that does, and that is heard there; and directly all the same, as the link may have healed.
 * What comes twice the ring drops. One node between suffices wherever each hears a majority. All this is done well within
 * a token timeout, so that a ring whose links fail, but not its nodes, goes on.
 */
public final class Relay {
    private static final int REPORTS_IN_TOKEN = 8;

    /** In halves of the time between two reports: two may be lost. */
    private static final int HEARD_HALVES = 7;

    /** Who was heard by nobody for so long may come back as another, with which this one must not speak like that. */
    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int self;
    private boolean active;
    private long pauseNanos;
    private final Consumer<RingEffect> effects;
    private final SortedMap<Integer, Neighbour> neighbours = new TreeMap<>(Integer::compareUnsigned);
    private SortedMap<Integer, Integer> ways = none();

    /**
     * Without neighbours.
     *
     * @param effects takes what is to be done; does not call back
     */
    public Relay(RingSettings settings, Consumer<RingEffect> effects) {
        this.self = settings.self();
        this.effects = effects;
        take(settings);
    }

    private void take(RingSettings settings) {
        active = settings.relays();
        pauseNanos = settings.tokenNanos() / REPORTS_IN_TOKEN;
    }

    /** From now on it tells others whom it hears. */
    public void start(long now) {
        if (active) {
            tick(now);
        }
    }

    /** Other times; or it begins or ends. */
    public void use(RingSettings settings, long now) {
        take(settings);
        if (!active) {
            neighbours.clear();
            findWays(now);
            effects.accept(new RingEffect.Disarm(RingTimer.REPORT));
        } else {
            tick(now);
        }
    }

    /** It is time for a report. */
    public void tick(long now) {
        neighbours.values().removeIf(neighbour -> neighbour.isForgotten(now));
        findWays(now);
        var report = report(now);
        neighbours.keySet().forEach(node -> effects.accept(new Send(node, report)));
        effects.accept(new RingEffect.Arm(RingTimer.REPORT, now + pauseNanos));
    }

    // ---- the way out

    /** A frame that was sent to all. */
    public void broadcast(Frame frame) {
        if (!ways.isEmpty()) { // as ever on the way of the token, where nothing is made for nothing
            ways.forEach((target, way) -> lead(frame, target, way));
        }
    }

    /** A frame that was sent to one. */
    public void send(int target, Frame frame) {
        var way = ways.isEmpty() ? null : ways.get(target);
        if (way != null) {
            lead(frame, target, way);
        }
    }

    private void lead(Frame frame, int target, int way) {
        var relayed = new Relayed(self, self, target, frame);
        if (FrameCodec.length(relayed) <= FrameCodec.MAX_BYTES) {
            effects.accept(new Send(way, relayed));
        }
    }

    // ---- the way in

    /** A frame that came; answers what of it is for the ring. */
    public @Nullable Frame received(Frame frame, long now) {
        return switch (frame) {
            case Report report -> {
                heard(report, now);
                yield null;
            }
            case Relayed relayed -> relayed(relayed, now);
            case Join join -> {
                if (join.isMarked() && !join.isLeave() && !neighbours.containsKey(join.originator())) {
                    know(join.originator(), now); // else only what it says itself keeps it known
                }
                yield join;
            }
            default -> frame;
        };
    }

    private void heard(Report report, long now) {
        var neighbour = know(report.sender(), now);
        if (neighbour != null && neighbour.hear(report, now + pauseNanos * HEARD_HALVES / 2)) {
            findWays(now);
        }
    }

    /** Nobody is helped with it twice, and only neighbours are. */
    private @Nullable Frame relayed(Relayed relayed, long now) {
        if (!active || !isHeard(relayed.sender(), now)) {
            return null;
        }
        if (relayed.target() == self) {
            return relayed.origin() == self ? null : relayed.frame();
        }
        if (relayed.origin() == relayed.sender() && isHeard(relayed.target(), now)) {
            effects.accept(
                    new Send(relayed.target(), new Relayed(self, relayed.origin(), relayed.target(), relayed.frame())));
        }
        return null;
    }

    // ---- who is there

    /** Answers nothing if it cannot be known: it is this node, nobody, or there are too many. */
    private @Nullable Neighbour know(int node, long now) {
        var neighbour = neighbours.get(node);
        if (neighbour == null) {
            if (!active || node == self || node == 0 || neighbours.size() == FrameCodec.MAX_NODES) {
                return null;
            }
            neighbour = new Neighbour(now);
            neighbours.put(node, neighbour);
            effects.accept(new Send(node, report(now))); // it need not wait for the next
        }
        neighbour.isKnownUntil(now + MEMORY_NANOS);
        return neighbour;
    }

    private boolean isHeard(int node, long now) {
        var neighbour = neighbours.get(node);
        return neighbour != null && neighbour.isHeard(now);
    }

    private Report report(long now) {
        return new Report(
                self,
                neighbours.keySet().stream().filter(node -> isHeard(node, now)).toList(),
                neighbours.entrySet().stream()
                        .filter(neighbour -> neighbour.getValue().hears(self, now))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /** The lowest neighbour that hears this node leads to each that does not, and hears the neighbour. */
    private void findWays(long now) {
        var found = none();
        for (var entry : List.copyOf(neighbours.entrySet())) {
            var neighbour = entry.getValue();
            for (int target : neighbour.heardBy(now)) {
                if (target == self) {
                    continue;
                }
                know(target, now);
                if (neighbour.hears(self, now) && !hearsThis(target, now)) {
                    found.putIfAbsent(target, entry.getKey());
                }
            }
        }
        if (!found.equals(ways)) {
            ways = found;
            effects.accept(new RingEffect.WaysChanged(Collections.unmodifiableSortedMap(found)));
        }
    }

    private boolean hearsThis(int node, long now) {
        var neighbour = neighbours.get(node);
        return neighbour != null && neighbour.hears(self, now);
    }

    private static SortedMap<Integer, Integer> none() {
        return new TreeMap<>(Integer::compareUnsigned);
    }
}
