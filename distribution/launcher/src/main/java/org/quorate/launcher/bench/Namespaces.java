package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * Namespaces made by {@code cluster.sh}, the script for running several nodes of corosync on one machine. Each has a
 * network, a host name and mounts of its own; files outside {@code /etc}, {@code /run} and {@code /var/lib} are shared.
 * Its state and its devices have names that no other run has.
 */
final class Namespaces {
    /** There are fewer nodes. */
    private static final int SECOND = 100;

    private final Path scripts;
    private final Path state;
    private final String prefix = "qb" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    private final String net = Optional.ofNullable(System.getenv("CLBENCH_NET")).orElse("10.77.0");
    private boolean begun;

    Namespaces(Path scripts, Path state) {
        this.scripts = scripts;
        this.state = state;
    }

    String address(int node) {
        return net + "." + node;
    }

    /** The {@code corosync.conf} that the script has written for a node. */
    Path configuration(int node) {
        return state.resolve("node" + node + "/etc-corosync/corosync.conf");
    }

    /** On link 1, which takes the same cable: what fails on it is told by the addresses. */
    String secondAddress(int node) {
        return net + "." + (SECOND + node);
    }

    /**
     * Gives each node an address on link 1. Segmented datagrams travel one by one from now on, as over a cable: a rule about
     * the length of packets would else see all of a call as one.
     */
    void addSecond(List<Integer> nodes) throws StartException, InterruptedException {
        for (int node : nodes) {
            inside(node, "ip", "addr", "add", secondAddress(node) + "/24", "dev", "eth0");
            inside(node, "ip", "link", "set", "dev", "eth0", "gso_max_segs", "1");
        }
    }

    /** What arrives at the node and fits the rule is dropped, until {@link #heal}. */
    void drop(int node, String rule) throws StartException, InterruptedException {
        inside(node, "nft", "add table inet failover");
        inside(node, "nft", "add chain inet failover i { type filter hook input priority 0; policy accept; }");
        inside(node, "nft", "add rule inet failover i " + rule + " drop");
    }

    /** Nothing is dropped at the node any more. */
    void heal(int node) throws StartException, InterruptedException {
        inside(node, "nft", "add table inet failover");
        inside(node, "nft", "delete table inet failover");
    }

    private void inside(int node, String... command) throws StartException, InterruptedException {
        var words = new ArrayList<>(List.of("exec", Integer.toString(node)));
        words.addAll(List.of(command));
        var answer = script(words.toArray(String[]::new));
        if (answer.exitCode() != 0) {
            throw StartException.environment(String.join(" ", command) + ": "
                    + answer.text().lines().findFirst().orElse("failed")
                    + "; are the packages iproute2 and nftables installed?");
        }
    }

    /** The script with its arguments, as a command. */
    List<String> words(String... arguments) {
        var words = new ArrayList<>(List.of(
                "env",
                "CLBENCH=" + state,
                "CLBENCH_PFX=" + prefix,
                "CLBENCH_NET=" + net,
                "bash",
                scripts.resolve("cluster.sh").toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Not one of the run's children: interrupted in the middle it could not be taken away. */
    synchronized void up(List<Integer> nodes) throws StartException, InterruptedException {
        begun = true;
        var answer = script("up", Integer.toString(nodes.size()));
        for (int node : nodes) {
            if (answer.exitCode() != 0
                    || script("exec", Integer.toString(node), "true").exitCode() != 0) {
                throw StartException.environment("no network namespaces: "
                        + answer.text().lines().findFirst().orElse(scripts + "/cluster.sh up failed")
                        + "; take --on-loopback to do without");
            }
        }
    }

    /** Waits for an {@link #up} that is under way. */
    synchronized void down() throws InterruptedException {
        if (begun) {
            begun = false;
            try {
                script("down");
            } catch (StartException e) {
                System.err.println("quorate: " + e.getMessage());
            }
        }
    }

    /** Percent of the packets, at random, on their way into each node; 0: none any more. */
    void lose(int percent) throws StartException, InterruptedException {
        var answer = script("loss", Integer.toString(percent));
        if (percent > 0 && answer.exitCode() != 0) {
            throw StartException.environment("no packets can be lost: "
                    + answer.text().lines().findFirst().orElse(scripts + "/cluster.sh loss failed")
                    + "; is the package nftables installed?");
        }
    }

    private Children.Answer script(String... arguments) throws StartException, InterruptedException {
        try {
            Process process =
                    Children.builder(words(arguments)).redirectErrorStream(true).start();
            try (var output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                return new Children.Answer(process.waitFor(), text);
            }
        } catch (IOException e) {
            throw StartException.environment(scripts + "/cluster.sh: " + Reason.of(e));
        }
    }
}
