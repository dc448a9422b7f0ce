package org.quorate.netcheck.cluster;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.group.ProcessGroups;
import org.quorate.netcheck.CheckException;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.NetworkCheck;
import org.quorate.netcheck.probe.Judge;

/** Checks among the members of the ring; on all nodes, so that each takes part when another asks. */
@Component(service = NetworkCheck.class, immediate = true)
public final class ClusterCheck implements NetworkCheck {
    /** A begin that the ring does not deliver within is none. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(20);

    /** Beyond what the plan takes: waiting for silent nodes, the search for sizes, the report. */
    private static final Duration TO_END = Duration.ofSeconds(40);

    private final ActiveConfiguration configuration;
    private final Assembly assembly;
    private final AtomicReference<@Nullable Participation> participation = new AtomicReference<>();

    /** Joins the group. */
    @Activate
    public ClusterCheck(@Reference ProcessGroups groups, @Reference ActiveConfiguration configuration) {
        this.configuration = configuration;
        this.assembly = new Assembly(groups, this::takePart);
    }

    @Deactivate
    void close() {
        assembly.close();
        var running = participation.getAndSet(null);
        if (running != null) {
            running.stop();
        }
    }

    private void takePart(Round round) {
        Thread.ofPlatform().daemon().name("quorate-netcheck").start(() -> {
            var next = new Participation(assembly(), round, configuration.members());
            participation.set(next);
            next.run();
            participation.compareAndSet(next, null);
        });
    }

    private Assembly assembly() {
        return assembly;
    }

    @Override
    public CheckReport check(CheckPlan plan, Set<String> nodes) throws CheckException, InterruptedException {
        var members = configuration.members();
        var present = new TreeSet<>(assembly.members());
        var taking = taking(members, present, nodes);
        var key = new byte[MessageCodec.KEY_BYTES];
        var random = new SecureRandom();
        random.nextBytes(key);
        boolean multicast = configuration.cluster().totem().transport().equals("udp");
        var wanted = multicast ? plan.withMulticast() : plan;
        var begin = new Message.Begin(random.nextLong(), key, wanted, taking);
        var round = await(assembly.ask(begin), TO_BEGIN, "the ring delivers nothing; see ring:status");
        try {
            var outcome = await(
                    round.outcome(),
                    TO_END.plusNanos(wanted.durationNanos()),
                    "not all nodes have said what they found; see the log of each");
            return report(wanted, members, taking, nodes.isEmpty(), outcome);
        } finally {
            assembly.say(new Message.End(begin.id()));
        }
    }

    private static Set<Integer> taking(ClusterMembers members, Set<Integer> present, Set<String> nodes)
            throws CheckException {
        var taking = new TreeSet<Integer>();
        for (var name : nodes) {
            var node = members.nodes().stream()
                    .filter(candidate -> candidate.name().equals(name)
                            || text(candidate.nodeId()).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CheckException("there is no node " + name + "; there are "
                            + String.join(
                                    ", ",
                                    members.nodes().stream()
                                            .map(ResolvedNode::name)
                                            .toList())));
            if (!present.contains(node.nodeId())) {
                throw new CheckException(
                        "node " + name + " is no member at the moment, or has no network check; start it,"
                                + " or run 'quorate netcheck' on both machines");
            }
            taking.add(node.nodeId());
        }
        if (nodes.isEmpty()) {
            members.nodes().stream()
                    .map(ResolvedNode::nodeId)
                    .filter(present::contains)
                    .forEach(taking::add);
        }
        taking.add(members.localNodeId());
        if (taking.size() < 2) {
            throw new CheckException("this node is alone: there is nobody to measure with; see pvecm:nodes");
        }
        return taking;
    }

    private static <T> T await(CompletableFuture<T> future, Duration deadline, String problem)
            throws CheckException, InterruptedException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new CheckException(problem);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CheckException refused
                    ? refused
                    : new CheckException(String.valueOf(e.getMessage()));
        }
    }

    private static CheckReport report(
            CheckPlan plan, ClusterMembers members, Set<Integer> taking, boolean all, Round.Outcome outcome)
            throws CheckException {
        var halves = new HashMap<String, byte[]>();
        var hints = new ArrayList<Finding>();
        for (var node : members.nodes()) {
            var ready = outcome.ready().get(node.nodeId());
            var found = outcome.found().get(node.nodeId());
            if (found != null) {
                halves.put(node.name(), found.halves());
                hints.addAll(bonds(found.hints()));
            } else if (taking.contains(node.nodeId())) {
                hints.add(absent(node, true, ready == null ? "it left the cluster meanwhile" : ready.problem()));
            } else if (all) {
                hints.add(absent(node, false, "it is no member at the moment"));
            }
        }
        try {
            return new CheckReport(Judge.ofAll(plan, halves), hints);
        } catch (IOException e) {
            throw new CheckException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Finding> bonds(List<String> texts) {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            findings.add(new Finding(Defect.BOND, false, texts.get(i), texts.get(i + 1)));
        }
        return findings;
    }

    private static Finding absent(ResolvedNode node, boolean failed, String why) {
        return new Finding(
                Defect.SILENT,
                failed,
                node.name() + " did not take part: " + (why.isEmpty() ? "it did not say what it found" : why),
                "see its log, and measure again when it is a member; 'quorate netcheck' measures without a cluster");
    }

    private static String text(int nodeId) {
        return Integer.toUnsignedString(nodeId);
    }
}
