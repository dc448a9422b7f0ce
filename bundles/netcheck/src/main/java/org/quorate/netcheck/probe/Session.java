package org.quorate.netcheck.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.netcheck.CheckPlan;

/** This node and one other on one link. Begins with greetings; the test begins when both hear each other. */
public final class Session {
    static final int SLOW_COUNT = 200;

    private static final long SLOW_NANOS = 10_000_000;

    /** Of the search for the path's size, if it is not found with the slow packets. */
    private static final int MOST_SLOW_TURNS = 2 * SLOW_COUNT;

    static final int GROUP_EVERY = 5;
    private static final int SIZED_EVERY = 2;
    private static final long GREETING_NANOS = 20_000_000;
    private static final long END_NANOS = 50_000_000;

    /** After which one direction counts as dead, if the other works. */
    private static final long ONE_WAY_NANOS = Duration.ofSeconds(3).toNanos();

    /** Of the other node, after which no more is expected. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(2).toNanos();

    /** Of ours that the other has not seen yet when it ends. */
    private static final int LAST_ENDS = 3;

    /** What is late is not made up for with more at once: that would be another test. */
    private static final int BURST = 20;

    private enum Phase {
        GREETING,
        SLOW,
        FAST,
        LENGTHY,
        CLOSING,
        OVER
    }

    private final Check check;
    private final int link;
    private final InetSocketAddress own;
    private final InetSocketAddress target;
    private final CheckPlan plan;
    private final boolean obliging;
    private final int interfaceBytes;
    private final Hearing hearing = new Hearing();
    private final RoundTrips trips = new RoundTrips();

    /** Of this machine: how long after its time a packet is sent. What comes is read as late. */
    private final RoundTrips lateness = new RoundTrips();

    private final PathSize path;
    private final int[] sent = new int[ProbeKind.values().length];

    private String name;
    private Phase phase = Phase.GREETING;
    private int turn;
    private int sequence;
    private long dueNanos;
    private long deadlineNanos;
    private long slowNanos;
    private @Nullable Probe last;
    private long heardNanos;
    private long echoedNanos;
    private int endsAfterTheirs;
    private int unreachable;
    private int denied;
    private int refused;
    private Optional<String> refusal = Optional.empty();

    /**
     * Begins at once.
     *
     * @param name of the node; empty if it is not known yet
     * @param obliging whether it takes place because the other node wants it: then it ends when that one is silent
     */
    Session(
            Check check,
            Check.Place place,
            String name,
            InetSocketAddress target,
            CheckPlan plan,
            boolean obliging,
            long nowNanos) {
        this.check = check;
        this.link = place.link();
        this.own = place.address();
        this.interfaceBytes = Math.min(place.interfaceBytes(), ProbeCodec.MOST_BYTES + headerBytes(target));
        this.name = name;
        this.target = target;
        this.plan = plan;
        this.obliging = obliging;
        this.path = new PathSize(interfaceBytes);
        this.dueNanos = nowNanos;
        this.deadlineNanos = nowNanos + check.patienceNanos();
    }

    /** Of IP and UDP. */
    static int headerBytes(InetSocketAddress address) {
        return (address.getAddress().getAddress().length == 4 ? 20 : 40) + 8;
    }

    /** Number of the network. */
    public int link() {
        return link;
    }

    /** Where the packets go. */
    public InetSocketAddress target() {
        return target;
    }

    /** Of the other node; empty until it is known. */
    public String name() {
        return name;
    }

    /** Its name, if that tells it from this one; else its address. */
    String label() {
        return name.isEmpty() || name.equals(check.name()) ? Addresses.text(target) : name;
    }

    InetSocketAddress own() {
        return own;
    }

    CheckPlan plan() {
        return plan;
    }

    /** Whether nothing more is sent. */
    public boolean isOver() {
        return phase == Phase.OVER;
    }

    /** Whether a packet of that run of a node belongs here. */
    boolean isWith(Probe probe, InetSocketAddress source) {
        if (last != null) {
            return last.instance() == probe.instance() && last.address().equals(probe.address());
        }
        return name.isEmpty() ? target.getAddress().equals(source.getAddress()) : name.equals(probe.from());
    }

    /** Whether the other node was heard. */
    public boolean hasHeard() {
        return last != null;
    }

    /** When {@link #tick} is to be called. */
    long dueNanos() {
        return dueNanos;
    }

    // ---- what the network says

    void received(Probe probe, int ipBytes, InetSocketAddress source, long nowNanos) {
        boolean isNew = hearing.add(probe, ipBytes, source, nowNanos);
        if (!isNew || probe.kind() == ProbeKind.GROUP) {
            return;
        }
        measure(probe, nowNanos); // also one that was overtaken: it has an echo of its own
        if (last == null) {
            name = probe.from();
            deadlineNanos = nowNanos + ONE_WAY_NANOS;
        } else if (probe.sequence() < last.sequence()) {
            return; // overtaken: what it says is old
        }
        last = probe;
        heardNanos = nowNanos;
        path.arrived(Math.min(probe.heard().largestBytes(), interfaceBytes));
        if (phase == Phase.GREETING && (probe.heard().anything() || probe.kind() != ProbeKind.GREETING)) {
            enter(Phase.SLOW, nowNanos);
            slowNanos = nowNanos;
        }
    }

    private void measure(Probe probe, long nowNanos) {
        boolean inSlow = phase == Phase.SLOW && turn <= SLOW_COUNT && probe.echoNanos() - slowNanos >= 0;
        if (inSlow && probe.echoNanos() != echoedNanos && probe.echoNanos() != 0) {
            trips.add(nowNanos - probe.echoNanos() - probe.heldNanos());
            echoedNanos = probe.echoNanos();
        }
    }

    /** Nobody listens there, says a machine. */
    public void unreachable() {
        unreachable++;
        if (last != null && last.kind() != ProbeKind.END) {
            denied++;
        }
    }

    /** This machine does not send it. */
    public void refused(String reason) {
        refused++;
        refusal = Optional.of(reason);
    }

    /** This machine knows that a packet of that many bytes, headers not included, is too long for the way. */
    public void tooLong(int bytes) {
        path.refused(bytes + headerBytes(target));
    }

    // ---- what is sent

    /** Sends what is due. */
    void tick(long nowNanos, CheckOutput out) {
        for (int burst = 0; phase != Phase.OVER && nowNanos - dueNanos >= 0; burst++) {
            if (burst == BURST) {
                dueNanos = nowNanos;
            }
            switch (phase) {
                case GREETING -> greet(nowNanos, out);
                case SLOW -> slow(nowNanos, out);
                case FAST -> fast(nowNanos, out);
                case LENGTHY -> lengthy(nowNanos, out);
                case CLOSING -> end(nowNanos, out);
                case OVER -> throw new AssertionError("nothing is due when it is over");
            }
            if (burst == BURST) {
                return;
            }
        }
    }

    private void greet(long nowNanos, CheckOutput out) {
        if (nowNanos - deadlineNanos >= 0) {
            enter(last == null ? Phase.OVER : Phase.CLOSING, nowNanos);
            return;
        }
        send(ProbeKind.GREETING, nowNanos, out);
        dueNanos += GREETING_NANOS;
    }

    private void slow(long nowNanos, CheckOutput out) {
        lateness.add(nowNanos - dueNanos);
        if (turn < SLOW_COUNT) {
            send(ProbeKind.SLOW, nowNanos, out);
            if (turn % GROUP_EVERY == 0) {
                sendToGroup(nowNanos, out);
            }
        }
        int size = turn % SIZED_EVERY == 0 ? path.next() : 0;
        if (size > 0) {
            transmit(ProbeKind.SIZED, size - headerBytes(target), nowNanos, out);
        }
        dueNanos += SLOW_NANOS;
        turn++;
        if (turn >= SLOW_COUNT && path.found() || turn >= MOST_SLOW_TURNS) {
            enter(Phase.FAST, dueNanos);
        }
        stopIfUnwanted(nowNanos);
    }

    private void fast(long nowNanos, CheckOutput out) {
        send(ProbeKind.FAST, nowNanos, out);
        dueNanos += plan.intervalMicros() * 1000L;
        if (++turn >= plan.count()) {
            enter(plan.longCount() > 0 ? Phase.LENGTHY : Phase.CLOSING, dueNanos);
        }
        stopIfUnwanted(nowNanos);
    }

    private void lengthy(long nowNanos, CheckOutput out) {
        send(ProbeKind.LENGTHY, nowNanos, out);
        sendToGroup(nowNanos, out);
        dueNanos += plan.longIntervalMillis() * 1_000_000L;
        if (++turn >= plan.longCount()) {
            enter(Phase.CLOSING, dueNanos);
        }
        stopIfUnwanted(nowNanos);
    }

    private void end(long nowNanos, CheckOutput out) {
        send(ProbeKind.END, nowNanos, out);
        dueNanos += END_NANOS;
        boolean theirsIsLast =
                last != null && last.kind() == ProbeKind.END && last.heard().ended();
        if (theirsIsLast && ++endsAfterTheirs >= LAST_ENDS || nowNanos - heardNanos > silenceNanos()) {
            enter(Phase.OVER, nowNanos);
        }
    }

    /** Its packets may be a second apart. */
    private long silenceNanos() {
        return SILENCE_NANOS + Math.max(plan.longIntervalMillis() * 1_000_000L, plan.intervalMicros() * 1000L);
    }

    /** Who was asked by somebody that has gone sends no more. */
    private void stopIfUnwanted(long nowNanos) {
        if (obliging && nowNanos - heardNanos > silenceNanos()) {
            enter(Phase.CLOSING, nowNanos);
        }
    }

    private void enter(Phase next, long nowNanos) {
        phase = next;
        turn = 0;
        dueNanos = nowNanos;
    }

    private void send(ProbeKind kind, long nowNanos, CheckOutput out) {
        transmit(kind, ProbeCodec.LEAST_BYTES, nowNanos, out);
    }

    private void transmit(ProbeKind kind, int bytes, long nowNanos, CheckOutput out) {
        sent[kind.ordinal()]++;
        out.send(this, check.encode(probe(kind, ++sequence, nowNanos), bytes));
    }

    private void sendToGroup(long nowNanos, CheckOutput out) {
        int number = ++sent[ProbeKind.GROUP.ordinal()];
        out.sendToGroup(this, check.encode(probe(ProbeKind.GROUP, number, nowNanos), ProbeCodec.LEAST_BYTES));
    }

    private Probe probe(ProbeKind kind, int number, long nowNanos) {
        var latest = last;
        return new Probe(
                kind,
                check.instance(),
                number,
                nowNanos,
                latest == null ? 0 : latest.sentNanos(),
                latest == null ? 0 : nowNanos - heardNanos,
                plan,
                check.name(),
                name,
                own,
                sent(),
                hearing.heard());
    }

    // ---- what is known

    Sent sent() {
        return new Sent(
                count(ProbeKind.GREETING),
                count(ProbeKind.SLOW),
                count(ProbeKind.FAST),
                count(ProbeKind.LENGTHY),
                count(ProbeKind.GROUP),
                path.known(),
                interfaceBytes,
                refused,
                (int) Math.min(Integer.MAX_VALUE, lateness.summary().highNanos() / 1000));
    }

    private int count(ProbeKind kind) {
        return sent[kind.ordinal()];
    }

    Heard heard() {
        return hearing.heard();
    }

    RoundTrips.Summary trips() {
        return trips.summary();
    }

    /** The last that the other node has said. */
    Optional<Probe> told() {
        return Optional.ofNullable(last);
    }

    Sender sender(boolean machineAnswers) {
        return new Sender(sent(), trips(), unreachable, denied, refusal, told().map(Probe::address), machineAnswers);
    }
}
