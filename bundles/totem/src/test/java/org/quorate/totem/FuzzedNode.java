package org.quorate.totem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.quorate.totem.cpg.Cpg;
import org.quorate.totem.cpg.CpgListener;
import org.quorate.totem.cpg.CpgProcess;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.FrameCodec;
import org.quorate.totem.frame.MalformedFrameException;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.service.Cfg;
import org.quorate.totem.service.Changeover;
import org.quorate.totem.service.Cmap;
import org.quorate.totem.service.Executive;
import org.quorate.totem.service.QuorumBarrier;

/**
 * One node with all of its core. Many of the packets it hears are made to look as if they were of its own ring, or they
 * would not come far.
 */
final class FuzzedNode implements Executive.Host {
    private static final int HEADER_BYTES = 13;
    private static final int TYPES = 6;

    /** Where the ring stands in each kind of packet; -1: it has none. */
    private static final int[] RING_AT = {29, 25, 17, -1, 17, 13};

    private final Random random;
    private final int id;
    private final List<ByteBuffer> datagrams;
    private final Executive executive;
    private final Map<RingTimer, Long> timers = new EnumMap<>(RingTimer.class);
    private final Queue<Frame> toSelf = new ArrayDeque<>();
    private final ByteBuffer encoded = ByteBuffer.allocate(FrameCodec.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long now = 1;
    private long frames;
    private List<Integer> members = List.of();

    FuzzedNode(long seed, int id, List<ByteBuffer> datagrams) {
        this.random = new Random(seed);
        this.id = id;
        this.datagrams = datagrams;
        this.executive = new Executive(RingSettings.defaults(id, 3), this);
        var cpg = new Cpg(id, executive::send);
        executive.add(new Cmap(executive, () -> OptionalLong.of(1), () -> {}));
        var requests = new NoRequests();
        var changeover = new Changeover(id, executive.ring()::isAmongItsOwn, requests);
        executive.add(new Cfg(id, requests, changeover));
        executive.add(cpg);
        executive.add(new QuorumBarrier());
        cpg.join("fuzz", 100 + id, new NoListener());
        executive.on(new RingEvent.Started(0), now);
    }

    /** Spoiled packets, with some time between them. */
    void hear(int packets) {
        int at = random.nextInt(datagrams.size());
        for (int i = 0; i < packets; i++) {
            at = random.nextInt(50) == 0 ? random.nextInt(datagrams.size()) : (at + 1) % datagrams.size();
            hear(spoiled(datagrams.get(at)));
            pass(random.nextInt(100) == 0 ? random.nextInt(2_000_000_000) : random.nextInt(200_000));
        }
    }

    long frames() {
        return frames;
    }

    /** Whether it ends in a ring once the nonsense is over. */
    boolean isAliveAfterwards() {
        for (int i = 0; i < 6000 && !(members.equals(List.of(id)) && executive.isSynchronised()); i++) {
            pass(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return members.equals(List.of(id)) && executive.isSynchronised();
    }

    private void hear(byte[] packet) {
        try {
            var frame = FrameCodec.decode(ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN));
            frames++;
            executive.on(new RingEvent.FrameReceived(frame), now);
        } catch (MalformedFrameException e) {
            assert e.kind() != null;
        }
    }

    private byte[] spoiled(ByteBuffer original) {
        var packet = new byte[original.limit()];
        original.get(0, packet);
        if (random.nextInt(4) > 0) {
            putOwnRing(packet);
        }
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            packet[random.nextInt(Math.min(packet.length, 80))] = (byte) random.nextInt(256);
        }
        if (random.nextInt(20) == 0) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length + 40));
        }
        return packet;
    }

    private void putOwnRing(byte[] packet) {
        int type = packet.length > HEADER_BYTES ? packet[3] : TYPES;
        if (type < 0 || type >= TYPES || RING_AT[type] < 0 || packet.length < RING_AT[type] + 12) {
            return;
        }
        var ring = executive.ring().ring();
        var out = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(RING_AT[type], ring.representative());
        out.putLong(RING_AT[type] + 4, ring.sequence() + (random.nextInt(10) == 0 ? 4 : 0));
        if (random.nextInt(3) == 0) {
            out.putInt(17, random.nextInt(1 << random.nextInt(20)));
        }
    }

    private void pass(long nanos) {
        now += nanos;
        for (var timer : RingTimer.values()) {
            var deadline = timers.get(timer);
            if (deadline != null && deadline <= now) {
                timers.remove(timer);
                executive.on(new RingEvent.TimerExpired(timer), now);
            }
        }
        for (int i = toSelf.size(); i > 0; i--) {
            executive.on(new RingEvent.FrameReceived(toSelf.remove()), now);
        }
    }

    @Override
    public void perform(RingEffect effect) {
        switch (effect) {
            case RingEffect.Broadcast(var frame) -> encode(frame);
            case RingEffect.Send(var to, var frame) -> {
                encode(frame);
                if (to == id) {
                    toSelf.add(frame);
                }
            }
            case RingEffect.Arm(var timer, var deadline) -> timers.put(timer, deadline);
            case RingEffect.Disarm(var timer) -> timers.remove(timer);
            default -> {} // for logs and disks
        }
    }

    /** As it would go out. */
    private void encode(Frame frame) {
        encoded.clear();
        FrameCodec.encode(frame, encoded);
    }

    @Override
    public void installed(RingId ring, List<Integer> newMembers) {
        members = newMembers;
    }

    @Override
    public String toString() {
        return "node " + id + " in phase " + executive.ring().phase() + " of ring "
                + executive.ring().ring() + ", members " + members + ", timers " + timers;
    }

    @Override
    public void synchronised() {}

    private final class NoRequests implements Cfg.Requests, Changeover.Steps {
        @Override
        public void say(int step, long fingerprint) {
            executive.send(Cfg.changeover(step, fingerprint));
        }

        @Override
        public void activate() {}

        @Override
        public void cleanUp() {}

        @Override
        public void takenBack() {}

        @Override
        public void kill(int byNode, String reason) {}

        @Override
        public void goes(int node) {}

        @Override
        public void reload(int byNode) {}
    }

    private static final class NoListener implements CpgListener {
        @Override
        public void delivered(CpgProcess sender, ByteBuffer message) {}

        @Override
        public void changed(List<CpgProcess> members, List<Change> left, List<Change> joined) {}
    }
}
