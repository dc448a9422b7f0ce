package org.quorate.clusterfs.fuse;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;

/** One case for each request. Thread safe; nothing here waits. */
final class Requests {
    private final Trees trees;
    private final KnownNodes known;
    private final Handles handles;
    private final Negotiation negotiation;
    private final LongFunction<Response> interrupts;
    private final TreeReads reads;
    private final FileChanges files;
    private final NameChanges names;
    private final AttributeChanges attributes;

    Requests(
            Settings settings,
            Trees trees,
            KnownNodes known,
            Handles handles,
            Negotiation negotiation,
            LongFunction<Response> interrupts,
            OwnChanges own) {
        this.trees = trees;
        this.known = known;
        this.handles = handles;
        this.negotiation = negotiation;
        this.interrupts = interrupts;
        var view = new NodeView(settings, known, handles);
        this.reads = new TreeReads(known, handles, view);
        this.files = new FileChanges(handles, own);
        this.names = new NameChanges(known, view, files, own);
        this.attributes = new AttributeChanges(settings, view, files, own);
    }

    /** The answer, often known at once. */
    CompletableFuture<Response> on(Request request) {
        return switch (request) {
            case Request.Init init -> now(negotiation.answer(init));
            case Request.Destroy _ -> now(Response.DONE);
            case Request.Interrupt(long unique) -> now(interrupts.apply(unique));
            case Request.Refused(int _, int errno) -> now(new Response.Failed(errno));

            case Request.Forget forget -> now(forget(forget));
            case Request.BatchForget(var forgets) -> {
                forgets.forEach(this::forget);
                yield now(Response.NONE);
            }

            case Request.Lookup lookup -> read(tree -> reads.lookup(tree, lookup));
            case Request.GetAttributes get -> read(tree -> reads.attributes(tree, get));
            case Request.ReadLink link -> read(tree -> reads.readLink(tree, link));
            case Request.Read read -> read(tree -> reads.read(tree, read));
            case Request.OpenDirectory open -> read(tree -> reads.openDirectory(tree, open));
            case Request.ReadDirectory read -> read(tree -> reads.readDirectory(tree, read));
            case Request.StatFs _ -> read(reads::usage);

            case Request.Open open -> read(tree -> files.open(tree, open));
            case Request.Write write -> trees.with(tree -> files.write(tree, write));
            case Request.Flush(long _, long handle) -> settle(handle);
            case Request.Synchronize(long _, long handle) -> settle(handle);
            case Request.Release(long _, long handle) -> {
                handles.releaseFile(handle);
                yield now(Response.DONE);
            }
            case Request.ReleaseDirectory(long handle) -> {
                handles.releaseDirectory(handle);
                yield now(Response.DONE);
            }

            case Request.SetAttributes set -> trees.with(tree -> attributes.set(tree, set));
            case Request.Create create -> trees.with(tree -> names.create(tree, create));
            case Request.MakeNode make -> trees.with(tree -> names.makeNode(tree, make));
            case Request.MakeDirectory make -> trees.with(tree -> names.makeDirectory(tree, make));
            case Request.Unlink(long parent, String name) ->
                trees.with(tree -> names.remove(tree, parent, name, false));
            case Request.RemoveDirectory(long parent, String name) ->
                trees.with(tree -> names.remove(tree, parent, name, true));
            case Request.Rename rename -> trees.with(tree -> names.rename(tree, rename));
        };
    }

    /** Most handles have nothing to settle, also while there is no tree. */
    private CompletableFuture<Response> settle(long handle) {
        var file = handles.file(handle);
        return file == null || !file.emptied() ? now(Response.DONE) : trees.with(tree -> files.settle(tree, handle));
    }

    private Response forget(Request.Forget forget) {
        known.forget(NodeView.inode(forget.node()), forget.lookups());
        return Response.NONE;
    }

    private CompletableFuture<Response> read(Answer answer) {
        return trees.with(tree -> now(answer.on(tree)));
    }

    private static CompletableFuture<Response> now(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    private interface Answer {
        Response on(ClusterTree tree);
    }
}
