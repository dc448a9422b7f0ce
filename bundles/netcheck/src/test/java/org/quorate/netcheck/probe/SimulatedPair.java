package org.quorate.netcheck.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.probe.Check.Place;

/** Two nodes, A and B, on a network of the test's own, in a time of its own. */
final class SimulatedPair {
    static final int MTU = 1500;
    static final CheckPlan PLAN = new CheckPlan(1000, 1000, 0, 1000, false);

    private static final long BEGIN_NANOS = -5_000_000_000L; // as System.nanoTime() may be
    private static final long MOST_NANOS = Duration.ofMinutes(30).toNanos();

    /** A datagram on its way. */
    record Packet(boolean fromA, boolean toGroup, int ipBytes, long sentNanos, int number) {}

    /** When copies of a packet arrive, as delays; none: it is lost. */
    interface Network {
        List<Long> delaysNanos(Packet packet);
    }

    private record Arrival(long atNanos, Packet packet, byte[] bytes) {}

    private final Network network;
    private final PriorityQueue<Arrival> underWay =
            new PriorityQueue<>(Comparator.comparingLong(arrival -> arrival.atNanos() - BEGIN_NANOS));
    private final Check[] checks;
    private final Place[] places = {place("10.0.0.1"), place("10.0.0.2")};
    private final long[] bytesSent = new long[2];
    private final int[] packetsSent = new int[2];
    private long nowNanos = BEGIN_NANOS;

    /** Whether the source of the packets of A is another one than its address. */
    boolean translated;

    private SimulatedPair(Network network, Check a, Check b) {
        this.network = network;
        this.checks = new Check[] {a, b};
    }

    /** Both know each other. */
    static SimulatedPair mesh(CheckPlan plan, Network network) {
        var pair = new SimulatedPair(network, check("A", 1, "code", plan, false), check("B", 2, "code", plan, false));
        pair.checks[0].add(pair.places[0], "B", pair.places[1].address(), BEGIN_NANOS);
        pair.checks[1].add(pair.places[1], "A", pair.places[0].address(), BEGIN_NANOS);
        return pair;
    }

    /** B listens, and is called A as well. */
    static SimulatedPair namesakes(Network network) {
        var pair = new SimulatedPair(network, check("A", 1, "code", PLAN, false), check("A", 2, "code", PLAN, true));
        pair.checks[0].add(pair.places[0], "", pair.places[1].address(), BEGIN_NANOS);
        return pair;
    }

    /** B listens, with a code of its own. */
    static SimulatedPair listening(String codeOfB, Network network) {
        var pair = new SimulatedPair(
                network, check("A", 1, "code", PLAN, false), check("B", 2, codeOfB, CheckPlan.USUAL, true));
        pair.checks[0].add(pair.places[0], "", pair.places[1].address(), BEGIN_NANOS);
        return pair;
    }

    private static Check check(String name, long instance, String code, CheckPlan plan, boolean listening) {
        return new Check(name, instance, Seal.ofCode(code), plan, Duration.ofSeconds(5), listening);
    }

    private static Place place(String address) {
        try {
            return new Place(0, new InetSocketAddress(InetAddress.getByName(address), 5412), MTU);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    Check a() {
        return checks[0];
    }

    Check b() {
        return checks[1];
    }

    long bytesSentByB() {
        return bytesSent[1];
    }

    int packetsSentByB() {
        return packetsSent[1];
    }

    double seconds() {
        return (nowNanos - BEGIN_NANOS) / 1e9;
    }

    /** Until both are done. */
    SimulatedPair run() {
        return run(pair -> true);
    }

    /** Until both are done, or somebody has seen enough. */
    SimulatedPair run(Predicate<SimulatedPair> goOn) {
        while (goOn.test(this) && nowNanos - BEGIN_NANOS < MOST_NANOS) {
            for (int node = 0; node < 2; node++) {
                checks[node].tick(nowNanos, output(node));
            }
            long next = Long.MAX_VALUE;
            for (var check : checks) {
                if (check.dueNanos().isPresent()) {
                    next = Math.min(next, check.dueNanos().getAsLong());
                }
            }
            if (!underWay.isEmpty()) {
                next = Math.min(next, underWay.peek().atNanos());
            }
            if (next == Long.MAX_VALUE) {
                return this;
            }
            nowNanos = Math.max(nowNanos, next);
            while (!underWay.isEmpty() && underWay.peek().atNanos() <= nowNanos) {
                deliver(underWay.poll());
            }
        }
        return this;
    }

    private CheckOutput output(int node) {
        return new CheckOutput() {
            @Override
            public void send(Session session, byte[] packet) {
                carry(node, false, packet);
            }

            @Override
            public void sendToGroup(Session session, byte[] packet) {
                carry(node, true, packet);
            }
        };
    }

    private void carry(int node, boolean toGroup, byte[] bytes) {
        bytesSent[node] += bytes.length;
        var packet = new Packet(node == 0, toGroup, bytes.length + 28, nowNanos - BEGIN_NANOS, ++packetsSent[node]);
        if (packet.ipBytes() > MTU) {
            throw new AssertionError("nobody sends more than the interface takes");
        }
        for (long delay : network.delaysNanos(packet)) {
            underWay.add(new Arrival(nowNanos + delay, packet, bytes));
        }
    }

    private void deliver(Arrival arrival) {
        int to = arrival.packet().fromA() ? 1 : 0;
        var source = translated && to == 1 ? place("10.9.9.9").address() : places[1 - to].address();
        checks[to].received(places[to], ByteBuffer.wrap(arrival.bytes()), source, nowNanos);
    }

    /** What A has to say. */
    CheckReport report() {
        return checks[0].report(checks[0].sessions(), session -> true);
    }

    static List<Defect> defects(CheckReport report) {
        var defects = new ArrayList<Defect>();
        report.findings().stream().map(Finding::defect).forEach(defects::add);
        return defects;
    }
}
