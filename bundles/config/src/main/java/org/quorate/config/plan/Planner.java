package org.quorate.config.plan;

import static org.quorate.config.plan.Moment.AT_LAST;
import static org.quorate.config.plan.Moment.AT_ONCE;
import static org.quorate.config.plan.Moment.BEFORE_ALL;
import static org.quorate.config.plan.Moment.RESTART;
import static org.quorate.config.plan.Moment.TOGETHER;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.config.ConfigurationException;

/**
 * Finds the steps from one configuration to another. New links, nodes and keys are added before old ones are let go; a
 * timeout is raised before anything is done more slowly, and lowered after everything is done sooner.
 */
public final class Planner {
    /** Keys that have been told with another step, or that say nothing to a running node, are left out. */
    private static final Set<String> TOLD = Set.of(
            "version",
            "config_version",
            "cluster_name",
            "secauth",
            "crypto_model",
            "key",
            "keyfile",
            "token_coefficient");

    private final Configured before;
    private final Configured after;
    private final List<Step> steps = new ArrayList<>();

    private Planner(Configured before, Configured after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The steps.
     *
     * @throws ConfigurationException if there is no way while the cluster runs; with the rules and what to do instead
     */
    public static Plan plan(Configured before, Configured after) throws ConfigurationException {
        Impossible.check(before, after);
        return new Planner(before, after).plan();
    }

    private Plan plan() {
        nodes();
        links();
        transport();
        key();
        times();
        options();
        votes();
        restart();
        if (steps.stream().anyMatch(step -> step.moment() == TOGETHER)) {
            steps.add(new Step(BEFORE_ALL, "all members have loaded the new configuration", "", ""));
        }
        steps.sort(Comparator.comparing(Step::moment));
        return new Plan(before.cluster().configVersion(), after.cluster().configVersion(), steps);
    }

    private void step(Moment moment, String what, Object from, Object to) {
        steps.add(new Step(moment, what, from.toString(), to.toString()));
    }

    private void nodes() {
        for (var node : after.members().nodes()) {
            if (before.node(node.nodeId()).isEmpty()) {
                step(AT_ONCE, "add node " + name(node), "", addresses(node));
            }
        }
        for (var node : before.members().nodes()) {
            if (after.node(node.nodeId()).isEmpty()) {
                step(TOGETHER, "remove node " + name(node), addresses(node), "");
            }
        }
    }

    private void links() {
        var kept = new TreeSet<>(after.links());
        boolean letsGo = false;
        for (int link : after.links()) {
            if (!before.links().contains(link)) {
                step(AT_ONCE, "add link " + link, "", addresses(after, link));
            }
        }
        for (int link : before.links()) {
            if (!after.links().contains(link)) {
                letsGo = true;
                step(TOGETHER, "remove link " + link, addresses(before, link), "");
                continue;
            }
            for (var node : after.members().nodes()) {
                var from = before.node(node.nodeId()).map(old -> old.addresses().get(link));
                var to = node.addresses().get(link);
                if (from.isPresent() && to != null && !from.get().equals(to)) {
                    letsGo = true;
                    kept.remove(link);
                    step(TOGETHER, "move node " + name(node) + " on link " + link, text(from.get()), text(to));
                }
            }
        }
        if (letsGo
                && before.cluster()
                        .totem()
                        .transport()
                        .equals(after.cluster().totem().transport())) {
            step(BEFORE_ALL, "each member has one of the links " + kept + " to each other", "", "");
        }
    }

    private void transport() {
        var from = before.cluster().totem().transport();
        var to = after.cluster().totem().transport();
        if (!from.equals(to)) {
            step(TOGETHER, "exchange the transport", from, to);
        }
    }

    private void key() {
        var from = before.encryption();
        var to = after.encryption();
        boolean other = from.equals(to) && !before.key().equals(after.key());
        if (other || !from.equals(to)) {
            var after = other ? to + " with another key" : to;
            step(AT_ONCE, "accept encryption", from, after);
            step(TOGETHER, "send with encryption", from, after);
            step(AT_LAST, "forget encryption", from, "");
        }
    }

    private void times() {
        var from = before.cluster().totem();
        var to = after.cluster().totem();
        raisedFirst("token", from.tokenMillis(), to.tokenMillis());
        raisedFirst("consensus", from.consensusMillis(), to.consensusMillis());
        loweredFirst("token_retransmit", from.tokenRetransmitMillis(), to.tokenRetransmitMillis());
        loweredFirst("hold", from.holdMillis(), to.holdMillis());
        loweredFirst("join", from.joinMillis(), to.joinMillis());
        loweredFirst("merge", from.mergeMillis(), to.mergeMillis());
        loweredFirst("window_size", from.windowSize(), to.windowSize());
        loweredFirst("max_messages", from.maxMessages(), to.maxMessages());
        raisedFirst("fail_recv_const", from.failRecvConst(), to.failRecvConst());
        raisedFirst("seqno_unchanged_const", from.seqnoUnchangedConst(), to.seqnoUnchangedConst());
        set(AT_ONCE, "miss_count_const", from.missCountConst(), to.missCountConst());
        set(AT_ONCE, "link_mode", from.linkMode(), to.linkMode());
        set(RESTART, "netmtu", from.netMtuBytes(), to.netMtuBytes());
    }

    private void raisedFirst(String key, int from, int to) {
        set(to > from ? AT_ONCE : TOGETHER, key, from, to);
    }

    private void loweredFirst(String key, int from, int to) {
        set(to < from ? AT_ONCE : TOGETHER, key, from, to);
    }

    private void set(Moment moment, String key, Object from, Object to) {
        if (!from.equals(to)) {
            step(moment, "set " + key, from, to);
        }
    }

    private void options() {
        var from = before.cluster().totem().options();
        var to = after.cluster().totem().options();
        var keys = new TreeSet<>(from.keySet());
        keys.addAll(to.keySet());
        for (var key : keys) {
            if (!TOLD.contains(key) && !key.endsWith(".mcastport") && !key.endsWith(".linknumber")) {
                set(AT_ONCE, key, from.getOrDefault(key, "default"), to.getOrDefault(key, "default"));
            }
        }
    }

    private void votes() {
        for (var node : after.members().nodes()) {
            before.node(node.nodeId())
                    .ifPresent(old -> set(AT_ONCE, "votes of node " + name(node), old.votes(), node.votes()));
        }
        var from = before.cluster().quorum();
        var to = after.cluster().quorum();
        if (!from.equals(to) && from.provider().equals(to.provider())) {
            step(AT_ONCE, "count votes by the new quorum section", "", "");
        }
    }

    private void restart() {
        set(
                RESTART,
                "cluster_name",
                before.cluster().clusterName(),
                after.cluster().clusterName());
        set(
                RESTART,
                "quorum.provider",
                before.cluster().quorum().provider().orElse("none"),
                after.cluster().quorum().provider().orElse("none"));
    }

    private static String name(ResolvedNode node) {
        return node.name() + " (" + Integer.toUnsignedString(node.nodeId()) + ")";
    }

    private static String addresses(ResolvedNode node) {
        return node.addresses().values().stream().map(Planner::text).collect(Collectors.joining(" "));
    }

    private static String addresses(Configured configured, int link) {
        return configured.members().nodes().stream()
                .map(node -> node.addresses().get(link))
                .filter(Objects::nonNull)
                .map(Planner::text)
                .collect(Collectors.joining(" "));
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + "," + address.getPort();
    }
}
