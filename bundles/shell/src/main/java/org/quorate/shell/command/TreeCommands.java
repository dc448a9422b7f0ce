package org.quorate.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeException;
import org.quorate.tree.TreeLock;
import org.quorate.tree.TreeStatus;

/** The files that all nodes share. Paths may begin with a slash, for the root of the tree. */
@Component(service = TreeCommands.class)
@GogoCommand(
        scope = "tree",
        function = {"status", "ls", "stat", "cat", "put", "mkdir", "mv", "rm", "locks"})
public final class TreeCommands {
    /** The tree answers in a shorter time in every state; this is for a tree that breaks its promise. */
    private static final int PATIENCE_SECONDS = 120;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterTree tree;

    /** State of the replica. */
    @Descriptor("Shows the state of this node's replica of the tree")
    public TreeStatus status() throws CommandFailedException {
        return tree().status();
    }

    /** The root. */
    @Descriptor("Lists the root of the tree")
    public List<TreeEntry> ls() throws CommandFailedException {
        return ls("");
    }

    /** The children of a directory, or the entry itself. */
    @Descriptor("Lists a directory of the tree")
    public List<TreeEntry> ls(@Descriptor("path") String path) throws CommandFailedException {
        try {
            TreeEntry entry = tree().entry(clean(path));
            return entry.kind() == TreeEntry.Kind.DIRECTORY ? tree().list(entry.inode()) : List.of(entry);
        } catch (TreeException e) {
            throw failed(e);
        }
    }

    /** One entry. */
    @Descriptor("Shows one entry of the tree")
    public TreeEntry stat(@Descriptor("path") String path) throws CommandFailedException {
        try {
            return tree().entry(clean(path));
        } catch (TreeException e) {
            throw failed(e);
        }
    }

    /** The bytes as they are. */
    @Descriptor("Writes a file of the tree to the output")
    public void cat(@Descriptor("path") String path) throws CommandFailedException, IOException {
        byte[] content;
        try {
            content = tree().content(tree().entry(clean(path)).inode());
        } catch (TreeException e) {
            throw failed(e);
        }
        var out = Process.Utils.current().out();
        out.write(content);
        out.flush();
    }

    /** The whole content, from the input. */
    @Descriptor("Replaces a file of the tree, or makes it, with the input up to its end")
    public void put(@Descriptor("path") String path) throws CommandFailedException, IOException {
        InputStream in = Process.Utils.current().in();
        byte[] content = in.readNBytes(tree().maxFileBytes() + 1);
        if (content.length > tree().maxFileBytes()) {
            throw new CommandFailedException(
                    path + ": a file of the tree has at most " + tree().maxFileBytes() + " bytes");
        }
        await(tree().put(clean(path), content));
    }

    /** The whole content, as a line of text. */
    @Descriptor("Replaces a file of the tree, or makes it, with a line of text")
    public void put(@Descriptor("path") String path, @Descriptor("text") String text) throws CommandFailedException {
        await(tree().put(clean(path), (text + "\n").getBytes(UTF_8)));
    }

    /** Its parent must exist. */
    @Descriptor("Makes a directory in the tree")
    public void mkdir(@Descriptor("path") String path) throws CommandFailedException {
        await(tree().mkdir(clean(path)));
    }

    /** Replaces what is there. */
    @Descriptor("Renames a file or directory of the tree")
    public void mv(@Descriptor("from") String from, @Descriptor("to") String to) throws CommandFailedException {
        await(tree().rename(clean(from), clean(to)));
    }

    /** A directory must be empty. */
    @Descriptor("Removes a file or an empty directory of the tree")
    public void rm(@Descriptor("path") String path) throws CommandFailedException {
        await(tree().delete(clean(path)));
    }

    /** By name. */
    @Descriptor("Lists the locks of the cluster: who holds each, and for how long this node has seen it so")
    public List<TreeLock> locks() throws CommandFailedException {
        return tree().locks();
    }

    private ClusterTree tree() throws CommandFailedException {
        return Required.service(tree, "tree");
    }

    private static String clean(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    private static void await(CompletableFuture<Long> change) throws CommandFailedException {
        try {
            change.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TreeException refused
                    ? failed(refused)
                    : new CommandFailedException("the tree failed: " + e.getCause());
        } catch (TimeoutException _) {
            throw new CommandFailedException("no answer from the tree in " + PATIENCE_SECONDS
                    + " s; the change may or may not have been made, see tree:status and ring:status");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted; the change may or may not have been made");
        }
    }

    private static CommandFailedException failed(TreeException e) {
        return new CommandFailedException(e.getMessage() + " (" + e.error() + ")");
    }
}
