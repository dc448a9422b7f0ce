package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.quorate.totem.Ring;
import org.quorate.totem.RingEffect;
import org.quorate.totem.RingEvent;
import org.quorate.totem.RingSettings;
import org.quorate.totem.RingTimer;
import org.quorate.totem.frame.Frame;
import org.quorate.totem.frame.Multicast;
import org.quorate.totem.frame.RingId;
import org.quorate.totem.pack.Assembler;
import org.quorate.totem.relay.Relay;

/**
 * A whole node without its surroundings: ring, relay, packing, synchronisation, services. What happens goes in by {@link
 * #on}; what is to be done comes out through the {@link Host}, in order.
 */
public final class Executive {
    /** Who carries out what the executive asks for. It must not call back into {@link #on}. */
    public interface Host {
        /** An effect that is not the executive's own: all but {@code Deliver} and the two installations. */
        void perform(RingEffect effect);

        /** A new ring; the services are about to synchronise. */
        void installed(RingId ring, List<Integer> members);

        /** The services have synchronised: ordinary messages flow. */
        void synchronised();

        /** Those who come from the old ring together; what is delivered until the new one is of the old one. */
        default void transitional(RingId ring, List<Integer> members) {}

        /** A frame for the ring, however it came, before the ring has it. */
        default void received(Frame frame) {}

        /** A packet in its place in the order, before the services have what is in it. */
        default void delivered(Multicast multicast) {}
    }

    /** A synchronisation that has stood still for so many token timeouts will do so for ever. */
    private static final int STANDSTILL_TOKENS = 10;

    private final Ring ring;
    private final Relay relay;
    private final Host host;
    private final Map<Integer, Service> services = new TreeMap<>();
    private final Synchronisation synchronisation;
    private final Queue<RingEvent> events = new ArrayDeque<>();
    private final Map<Integer, Assembler> normal = new HashMap<>();
    private final Map<Integer, Assembler> synchronising = new HashMap<>();
    private Map<Integer, Assembler> current = normal;
    private List<Integer> members = List.of();
    private List<Integer> transitional = List.of();
    private long standstillNanos;
    private long movedNanos;
    private boolean installed;
    private boolean running;
    private boolean inTurn;
    private long nowNanos;
    private long malformed;

    /** A node that has not started. */
    public Executive(RingSettings settings, Host host) {
        this.ring = new Ring(settings);
        this.relay = new Relay(settings, host::perform);
        this.host = host;
        this.standstillNanos = STANDSTILL_TOKENS * settings.tokenNanos();
        this.synchronisation = new Synchronisation(
                message -> on(new RingEvent.SubmittedToSynchronise(message), nowNanos), services::get, this::process);
    }

    /** Adds a service. On a ring that runs, {@link RingEvent.Reform} lets it take part. */
    public void add(Service service) {
        services.put(service.id(), service);
    }

    /** Removes a service. */
    public void remove(Service service) {
        services.remove(service.id(), service);
    }

    /** Applies an event, and what follows from it. May be called by services. */
    public void on(RingEvent event, long nowNanos) {
        events.add(event);
        if (running) {
            return;
        }
        this.nowNanos = nowNanos;
        if (!synchronisation.isIdle() && nowNanos - movedNanos > standstillNanos) {
            movedNanos = nowNanos;
            events.add(new RingEvent.Reform());
        }
        running = true;
        try {
            for (var next = events.poll(); next != null; next = events.poll()) {
                handle(next);
            }
        } finally {
            running = false;
        }
    }

    /** Puts a service's message into the order; it was begun with {@link Message#begin}. */
    public void send(ByteBuffer message) {
        on(
                inTurn
                        ? new RingEvent.SubmittedToSynchronise(message.array())
                        : new RingEvent.Submitted(message.array()),
                nowNanos);
    }

    /** Whether ordinary messages flow: a ring is there, and its services have synchronised. */
    public boolean isSynchronised() {
        return installed && synchronisation.isIdle();
    }

    /** The ring below. */
    public Ring ring() {
        return ring;
    }

    /** Packets of members that made no sense. */
    public long malformed() {
        return malformed;
    }

    private void handle(RingEvent event) {
        switch (event) {
            case RingEvent.FrameReceived(var frame) -> {
                var own = relay.received(frame, nowNanos);
                if (own != null) {
                    host.received(own);
                    tellRing(own == frame ? event : new RingEvent.FrameReceived(own));
                }
            }
            case RingEvent.TimerExpired(var timer) when timer == RingTimer.REPORT -> relay.tick(nowNanos);
            case RingEvent.Started _ -> {
                tellRing(event);
                relay.start(nowNanos);
            }
            case RingEvent.Reconfigured(var settings) -> {
                standstillNanos = STANDSTILL_TOKENS * settings.tokenNanos();
                tellRing(event);
                relay.use(settings, nowNanos);
            }
            case RingEvent.Synchronised _ when !synchronisation.isIdle() -> {
                // The old ring's synchronisation ended with the event that brought a new ring.
            }
            default -> tellRing(event);
        }
    }

    private void tellRing(RingEvent event) {
        for (var effect : ring.on(event, nowNanos)) {
            apply(effect);
        }
    }

    private void apply(RingEffect effect) {
        switch (effect) {
            case RingEffect.Broadcast(var frame) -> {
                host.perform(effect);
                relay.broadcast(frame);
            }
            case RingEffect.Send(var node, var frame) -> {
                host.perform(effect);
                relay.send(node, frame);
            }
            case RingEffect.Deliver(var multicast) -> deliver(multicast);
            case RingEffect.InstallTransitional install -> {
                synchronisation.abort();
                transitional = install.members();
                host.transitional(install.ring(), transitional);
                normal.keySet().retainAll(install.members());
            }
            case RingEffect.InstallRegular install -> install(install);
            default -> host.perform(effect);
        }
    }

    private void install(RingEffect.InstallRegular install) {
        installed = true;
        members = install.members();
        movedNanos = nowNanos;
        synchronising.clear();
        current = synchronising;
        host.installed(install.ring(), install.members());
        for (var service : services.values()) {
            service.syncBegin(install.ring(), transitional, install.members());
        }
        var own = services.values().stream()
                .filter(Service::synchronises)
                .map(Service::id)
                .toList();
        synchronisation.begin(install.ring(), install.members(), own);
    }

    /** A service's turn: what it sends now belongs to the synchronisation. */
    private void process(Service service) {
        inTurn = true;
        try {
            service.syncProcess();
        } finally {
            inTurn = false;
        }
    }

    private void deliver(Multicast multicast) {
        host.delivered(multicast);
        if (!members.contains(multicast.originator())) {
            malformed++; // came inside the packet of another, as one of the old ring
            return;
        }
        var assembler = current.computeIfAbsent(multicast.originator(), _ -> new Assembler());
        if (!assembler.receive(multicast, this::message)) {
            malformed++;
        }
    }

    private void message(int sender, byte[] data, int offset, int length) {
        if (Message.isFor(Message.SERVICES, data, offset, length)) {
            serviceMessage(sender, content(Message.SERVICES, data, offset, length));
        } else if (Message.isFor(Message.SYNC, data, offset, length)) {
            movedNanos = nowNanos;
            var progress = synchronisation.delivered(sender, content(Message.SYNC, data, offset, length));
            if (progress == Synchronisation.Progress.FINISHED) {
                current = normal;
                on(new RingEvent.Synchronised(), nowNanos);
                host.synchronised();
            }
        } else {
            malformed++;
        }
    }

    private void serviceMessage(int sender, ByteBuffer message) {
        if (message.remaining() < Message.HEADER_BYTES || message.getInt(8) > message.remaining()) {
            malformed++;
            return;
        }
        int id = message.getInt(0);
        var service = services.get(id >>> 16);
        if (service != null) {
            service.delivered(id & 0xFFFF, sender, message);
        }
    }

    private static ByteBuffer content(byte[] prefix, byte[] data, int offset, int length) {
        return ByteBuffer.wrap(data, offset + prefix.length, length - prefix.length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
