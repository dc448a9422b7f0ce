package org.quorate.shell.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.node.NodeHome;
import org.quorate.quorum.Quorum;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingStatus;
import org.quorate.shell.result.NodeState;
import org.quorate.tree.ClusterTree;

/** The node as a whole. */
@Component(service = NodeCommands.class)
@GogoCommand(
        scope = "node",
        function = {"state", "stop"})
public final class NodeCommands {
    private final BundleContext context;
    private final NodeHome home;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterRing ring;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Quorum quorum;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterTree tree;

    /** Of the node it runs in. */
    @Activate
    public NodeCommands(BundleContext context, @Reference NodeHome home) {
        this.context = context;
        this.home = home;
    }

    /** In one answer, in every state. */
    @Descriptor("Shows the state of this node as key=value, for programs")
    public NodeState state() {
        @Nullable ClusterRing currentRing = ring;
        @Nullable Quorum currentQuorum = quorum;
        @Nullable ClusterTree currentTree = tree;
        @Nullable RingStatus status = currentRing == null ? null : currentRing.status();
        return new NodeState(
                ProcessHandle.current().pid(),
                status == null ? "none" : status.ring().toString(),
                status == null ? "none" : status.phase().name(),
                status == null ? List.of() : status.members(),
                currentQuorum != null && currentQuorum.status().quorate(),
                currentTree == null ? "none" : currentTree.status().phase(),
                home.mount(),
                home.mount().filter(NodeCommands::mounted).isPresent());
    }

    /** In order, as by a signal; the answer comes before the end. */
    @Descriptor("Stops this node")
    public void stop() throws CommandFailedException {
        try {
            context.getBundle(0).stop(); // only begins to stop
        } catch (BundleException e) {
            throw new CommandFailedException("the node did not begin to stop: " + e.getMessage());
        }
    }

    private static boolean mounted(Path mount) {
        String path = mount.toAbsolutePath().toString();
        try (var mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" "))
                    .anyMatch(fields -> unescaped(fields[1]).equals(path));
        } catch (IOException | UncheckedIOException _) {
            return false; // not a Linux; nothing is mounted there
        }
    }

    /** Blank, tab, newline and backslash stand there as octal numbers. */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
