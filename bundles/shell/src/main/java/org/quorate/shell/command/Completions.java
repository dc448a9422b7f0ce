package org.quorate.shell.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.logging.LogManager;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jline.reader.Candidate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeException;

/** What an argument that is being typed may become; {@code gosh_profile} says for which command. */
@Component(service = Completions.class)
@GogoCommand(
        scope = "quorate",
        function = {"__tree", "__bundles", "__loggers"})
public final class Completions {
    private final BundleContext context;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterTree tree;

    /** Knows the bundles of its framework. */
    @Activate
    public Completions(BundleContext context) {
        this.context = context;
    }

    /** Paths of the tree; a directory invites to go on. */
    public List<Candidate> __tree(CommandSession session) {
        @Nullable ClusterTree current = tree;
        String typed = Shell.getParsedLine(session).word();
        String folder = typed.substring(0, typed.lastIndexOf('/') + 1);
        if (current == null) {
            return List.of();
        }
        try {
            String path = folder.replaceAll("^/+|/+$", "");
            return current.list(current.entry(path).inode()).stream()
                    .map(child -> candidate(folder, child))
                    .toList();
        } catch (TreeException _) {
            return List.of(); // nothing there to complete
        }
    }

    /** Symbolic names. */
    public List<String> __bundles() {
        return Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).toList();
    }

    /** All that exist. */
    public List<String> __loggers() {
        return Collections.list(LogManager.getLogManager().getLoggerNames());
    }

    private static Candidate candidate(String folder, TreeEntry child) {
        boolean directory = child.kind() == TreeEntry.Kind.DIRECTORY;
        String name = child.name() + (directory ? "/" : "");
        return new Candidate(folder + name, name, null, null, null, null, !directory);
    }
}
