package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.CheckReport;

/** A check on one machine: its sessions, and which packet belongs to which. */
public final class Check {
    /** Of those that come by themselves: more nodes than a cluster has. */
    private static final int MOST_GUESTS = 64;

    /**
     * An address of this machine.
     *
     * @param link number of the network
     * @param interfaceBytes size of the largest packet of IP that the interface takes
     */
    public record Place(int link, InetSocketAddress address, int interfaceBytes) {}

    private final String name;
    private final long instance;
    private final ProbeCodec codec;
    private final CheckPlan plan;
    private final long patienceNanos;
    private final boolean listening;
    private final List<Session> sessions = new ArrayList<>();
    private int dropped;

    /**
     * Nothing is sent yet.
     *
     * @param name of this node
     * @param instance a random number
     * @param patience how long another node is waited for
     * @param listening whether a session begins for each node that asks for one
     */
    public Check(String name, long instance, Seal seal, CheckPlan plan, Duration patience, boolean listening) {
        this.name = ProbeCodec.shortened(name);
        this.instance = instance;
        this.codec = new ProbeCodec(seal);
        this.plan = plan;
        this.patienceNanos = patience.toNanos();
        this.listening = listening;
    }

    /**
     * Another node that takes part.
     *
     * @param node its name; empty if only its address is known
     */
    public Session add(Place place, String node, InetSocketAddress target, long nowNanos) {
        var session = new Session(this, place, ProbeCodec.shortened(node), target, plan, false, nowNanos);
        sessions.add(session);
        return session;
    }

    /**
     * A datagram has come; it is taken out of the buffer.
     *
     * @return the session that begins with it, if one does
     */
    public Optional<Session> received(Place place, ByteBuffer datagram, InetSocketAddress source, long nowNanos) {
        int bytes = datagram.remaining() + Session.headerBytes(source);
        Probe probe;
        try {
            probe = codec.decode(datagram);
        } catch (MalformedProbeException _) {
            dropped++;
            return Optional.empty();
        }
        if (probe.instance() == instance) {
            return Optional.empty(); // what goes to a group comes back
        }
        if (!probe.to().isEmpty() && !probe.to().equals(name)) {
            return Optional.empty(); // of a group, or of somebody who is wrong about our address
        }
        if (probe.kind() == ProbeKind.GROUP) {
            sessionOfGroup(probe).ifPresent(session -> session.received(probe, bytes, source, nowNanos));
            return Optional.empty();
        }
        var known = sessions.stream()
                .filter(session -> session.link() == place.link() && session.isWith(probe, source))
                .findFirst();
        var guest = known.isEmpty() ? guest(place, probe, source, nowNanos) : Optional.<Session>empty();
        known.or(() -> guest).ifPresent(session -> session.received(probe, bytes, source, nowNanos));
        return guest;
    }

    /** A system hands on what comes to a group to all that have joined it on any interface: the address tells the link. */
    private Optional<Session> sessionOfGroup(Probe probe) {
        return sessions.stream()
                .filter(session -> session.told()
                        .filter(told -> told.instance() == probe.instance()
                                && told.address().equals(probe.address()))
                        .isPresent())
                .findFirst();
    }

    private Optional<Session> guest(Place place, Probe probe, InetSocketAddress source, long nowNanos) {
        if (!listening || probe.kind() != ProbeKind.GREETING || sessions.size() >= MOST_GUESTS) {
            return Optional.empty();
        }
        var session = new Session(this, place, probe.from(), source, probe.plan(), true, nowNanos);
        sessions.add(session);
        return Optional.of(session);
    }

    /** Sends what is due. */
    public void tick(long nowNanos, CheckOutput out) {
        sessions.forEach(session -> session.tick(nowNanos, out));
    }

    /** When {@link #tick} is to be called next; absent if nothing is under way. */
    public OptionalLong dueNanos() {
        return sessions.stream()
                .filter(session -> !session.isOver())
                .mapToLong(Session::dueNanos)
                .reduce((one, other) -> one - other < 0 ? one : other);
    }

    /** All nodes that take part. */
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** How many datagrams were not of this check. */
    public int dropped() {
        return dropped;
    }

    /**
     * What it means, as far as this machine knows.
     *
     * @param machineAnswers of sessions in which nothing was heard
     */
    public CheckReport report(List<Session> which, Predicate<Session> machineAnswers) {
        var halves = new ArrayList<Half>();
        for (var session : which) {
            halves.add(half(session, machineAnswers));
            session.told()
                    .ifPresent(told -> halves.add(new Half(
                            session.label(),
                            name,
                            session.link(),
                            session.target(),
                            session.own(),
                            Sender.told(told.sent(), session.trips()),
                            told.heard())));
        }
        return new CheckReport(
                new Judge(which.isEmpty() ? plan : which.getFirst().plan()).judge(halves), List.of());
    }

    private Half half(Session session, Predicate<Session> machineAnswers) {
        boolean answers = session.hasHeard() || machineAnswers.test(session);
        return new Half(
                name,
                session.label(),
                session.link(),
                session.own(),
                session.target(),
                session.sender(answers),
                session.heard());
    }

    /** What this machine knows, for somebody who has it of all. */
    public byte[] findings(Predicate<Session> machineAnswers) {
        return HalfCodec.encode(
                sessions.stream().map(session -> half(session, machineAnswers)).toList());
    }

    String name() {
        return name;
    }

    long instance() {
        return instance;
    }

    long patienceNanos() {
        return patienceNanos;
    }

    byte[] encode(Probe probe, int bytes) {
        return codec.encode(probe, bytes);
    }
}
