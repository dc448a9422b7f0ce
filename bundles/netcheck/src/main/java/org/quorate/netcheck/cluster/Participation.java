package org.quorate.netcheck.cluster;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.netcheck.CheckException;
import org.quorate.netcheck.host.Bonds;
import org.quorate.netcheck.host.Exchange;
import org.quorate.netcheck.host.Places;
import org.quorate.netcheck.host.Reachability;
import org.quorate.netcheck.probe.Check;
import org.quorate.netcheck.probe.Check.Place;
import org.quorate.netcheck.probe.Seal;
import org.quorate.netcheck.probe.Session;

/** This node in one round, on a thread of its own. */
final class Participation implements Runnable {
    private static final Logger LOG = System.getLogger(Participation.class.getName());

    /** Until the others listen, and until one is heard. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Assembly assembly;
    private final Round round;
    private final ClusterMembers members;
    private volatile @Nullable Exchange running;
    private volatile boolean stopped;

    Participation(Assembly assembly, Round round, ClusterMembers members) {
        this.assembly = assembly;
        this.round = round;
        this.members = members;
    }

    /** From any thread; the others hear nothing more of this node. */
    void stop() {
        stopped = true;
        var exchange = running;
        if (exchange != null) {
            exchange.stop();
        }
    }

    @Override
    public void run() {
        try {
            measure();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CheckException e) {
            LOG.log(Level.WARNING, "netcheck: " + e.getMessage());
        }
    }

    private void measure() throws InterruptedException, CheckException {
        var begin = round.begin();
        var check = new Check(
                members.local().name(),
                new SecureRandom().nextLong(),
                new Seal(begin.key()),
                begin.plan(),
                PATIENCE,
                false);
        try (var exchange = new Exchange(check, places())) {
            running = exchange;
            var ports = new HashMap<Integer, Integer>();
            exchange.places()
                    .forEach(place -> ports.put(place.link(), place.address().getPort()));
            assembly.say(new Message.Ready(begin.id(), ports, ""));
            add(check, exchange.places(), ready());
            if (!stopped) {
                exchange.run(exchange::isBusy);
            }
            assembly.say(found(check));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "netcheck: this node cannot take part: " + e.getMessage());
            assembly.say(new Message.Ready(begin.id(), Map.of(), String.valueOf(e.getMessage())));
            assembly.say(found(check)); // counts if it was ready before
        }
    }

    /** The usual port, which firewalls know, if nobody has it. */
    private List<Place> places() throws IOException {
        var places = new ArrayList<Place>();
        for (var entry : members.local().addresses().entrySet()) {
            var address = entry.getValue().getAddress();
            var usual = new InetSocketAddress(address, Places.PORT);
            places.add(Places.of(entry.getKey(), Places.isFree(usual) ? usual : new InetSocketAddress(address, 0)));
        }
        return places;
    }

    private Map<Integer, Message.Ready> ready() throws InterruptedException {
        try {
            return round.allReady().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return Map.of(); // the others have waited as long
        } catch (ExecutionException e) {
            throw new AssertionError("nobody completes it so", e);
        }
    }

    private void add(Check check, List<Place> places, Map<Integer, Message.Ready> ready) {
        for (var node : members.nodes()) {
            var listens = ready.get(node.nodeId());
            if (listens == null || node.nodeId() == members.localNodeId()) {
                continue;
            }
            for (var place : places) {
                add(check, place, node, listens);
            }
        }
    }

    private static void add(Check check, Place place, ResolvedNode node, Message.Ready listens) {
        var address = node.addresses().get(place.link());
        var port = listens.ports().get(place.link());
        if (address != null && port != null && port > 0) {
            check.add(place, node.name(), new InetSocketAddress(address.getAddress(), port), System.nanoTime());
        }
    }

    private Message.Found found(Check check) throws InterruptedException {
        var silent = check.sessions().stream()
                .filter(session -> !session.hasHeard())
                .map(Participation::machine)
                .toList();
        var answering = Reachability.answering(silent);
        var hints = new ArrayList<String>();
        var own = members.local().addresses().values().stream()
                .map(InetSocketAddress::getAddress)
                .toList();
        for (var hint : Bonds.ofMachine().findings(members.local().name(), own)) {
            hints.add(hint.text());
            hints.add(hint.nextStep());
        }
        var halves = check.findings(session -> answering.contains(machine(session)));
        return new Message.Found(round.begin().id(), halves, hints);
    }

    private static InetAddress machine(Session session) {
        return session.target().getAddress();
    }
}
