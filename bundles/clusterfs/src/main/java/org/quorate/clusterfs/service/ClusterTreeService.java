package org.quorate.clusterfs.service;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.quorate.clusterfs.replica.Member;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.Errno;
import org.quorate.clusterfs.tree.Paths;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.clusterfs.wire.Operation;
import org.quorate.config.ActiveConfiguration;
import org.quorate.group.ProcessGroups;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeIdentity;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumStatus;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.TreeStore;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeException;
import org.quorate.tree.TreeListener;
import org.quorate.tree.TreeLock;
import org.quorate.tree.TreeStatus;

/**
 * The tree of this node. Reads are answered as long as the component is there; without a ring or without quorum, only
 * changes wait or are refused.
 */
@Component(
        configurationPid = ClusterTreeService.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = ClusterTree.class)
@Designate(ocd = ClusterTreeService.Config.class)
public final class ClusterTreeService implements ClusterTree {
    static final String PID = "org.quorate.clusterfs";

    @ObjectClassDefinition(name = "Cluster file system")
    @interface Config {
        @AttributeDefinition(
                name = "Most entries",
                min = "1",
                description = "Entries of the tree, directories included. Checked on the node where one is made.")
        int max_entries();

        @AttributeDefinition(
                name = "Most bytes",
                min = "1",
                description = "Content of all files together. Checked on the node where it is written.")
        long max_bytes();

        @AttributeDefinition(
                name = "Deadline",
                min = "100",
                description = "Milliseconds after which a change that was not decided is answered with EBUSY.")
        int deadline_ms();
    }

    private final Admission admission;
    private final long deadlineNanos;
    private final ScheduledThreadPoolExecutor timer;
    private final Deadlines deadlines;
    private final ObservedFiles observed = new ObservedFiles();
    private final Listeners listeners = new Listeners(observed);
    private final TemporaryNames temporaryNames = new TemporaryNames(System.currentTimeMillis());
    private final ReplicaHost host;
    private final QuorumEvents quorumEvents;
    private final Bound services = new Bound();
    private volatile VirtualEntries virtual = new VirtualEntries(null, Map.of());
    private volatile @Nullable Quorum quorum;
    private volatile boolean quorate;

    /** The reason is reported already, in one line; the framework need not add a trace. */
    private static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /** Loads the tree. The group is joined when there is one. */
    @Activate
    public ClusterTreeService(
            Config config,
            @Reference TreeStore store,
            @Reference FatalErrors errors,
            @Reference QuorumEvents quorumEvents) {
        admission = new Admission(config.max_entries(), config.max_bytes());
        deadlineNanos = TimeUnit.MILLISECONDS.toNanos(config.deadline_ms());
        Tree tree;
        try {
            tree = Rows.load(store);
        } catch (StoreException e) {
            var message = Objects.toString(e.getMessage());
            errors.stopNode(message, 1);
            throw new UnusableException(message);
        }
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("quorate-clusterfs-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        deadlines = new Deadlines(timer);
        host = new ReplicaHost(store, tree, errors, () -> quorate, this::hasAllNodes, listeners, temporaryNames, timer);
        this.quorumEvents = quorumEvents;
        quorumEvents.tell(this::quorumChanged);
    }

    @Deactivate
    void close() {
        quorumEvents.tellNobody();
        host.leave("the service ends");
        timer.shutdownNow();
        host.close();
    }

    // ---- services that come and go

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindGroups(ProcessGroups groups) {
        host.use(groups);
    }

    void unbindGroups(ProcessGroups groups) {
        host.forget(groups);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindQuorum(Quorum service) {
        quorum = service;
        setQuorate(service.status().quorate());
    }

    synchronized void unbindQuorum(Quorum service) {
        if (quorum == service) {
            quorum = null;
            setQuorate(false);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindIdentity(NodeIdentity identity) {
        var files =
                new StatusFiles(identity, services, observed, () -> host.tree().guests(), () -> quorate);
        virtual = new VirtualEntries(identity.name(), files.byName());
        listeners.allChanged();
    }

    void unbindIdentity(NodeIdentity identity) {
        // Who this node is does not change while it runs.
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindConfiguration(ActiveConfiguration service) {
        services.configuration = service;
    }

    void unbindConfiguration(ActiveConfiguration service) {
        services.configuration = services.configuration == service ? null : services.configuration;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindStatus(ClusterStatus service) {
        services.status = service;
    }

    void unbindStatus(ClusterStatus service) {
        services.status = services.status == service ? null : services.status;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindLog(ClusterLog service) {
        services.log = service;
    }

    void unbindLog(ClusterLog service) {
        services.log = services.log == service ? null : services.log;
    }

    /** What is there now. */
    private static final class Bound implements StatusFiles.Services {
        private volatile @Nullable ActiveConfiguration configuration;
        private volatile @Nullable ClusterStatus status;
        private volatile @Nullable ClusterLog log;

        @Override
        public @Nullable ActiveConfiguration configuration() {
            return configuration;
        }

        @Override
        public @Nullable ClusterStatus status() {
            return status;
        }

        @Override
        public @Nullable ClusterLog log() {
            return log;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(TreeListener listener) {
        listeners.add(listener);
    }

    void removeListener(TreeListener listener) {
        listeners.remove(listener);
    }

    private synchronized void quorumChanged(QuorumStatus status) {
        setQuorate(status.quorate() && quorum != null);
    }

    private void setQuorate(boolean enough) {
        if (quorate != enough) {
            quorate = enough;
            host.quorumChanged();
        }
    }

    private boolean hasAllNodes(List<Member> members) {
        var counted = quorum;
        if (counted == null) {
            return true;
        }
        var there = members.stream().map(Member::nodeId).collect(Collectors.toSet());
        return counted.status().nodes().stream().allMatch(node -> there.contains(node.nodeId()));
    }

    private List<Integer> memberIds() {
        return host.members().stream().map(Member::nodeId).toList();
    }

    // ---- reads

    private TreeReader reader() {
        return new TreeReader(host.tree(), quorate, virtual);
    }

    @Override
    public int maxFileBytes() {
        return Tree.MAX_FILE_BYTES;
    }

    @Override
    public TreeEntry entry(String path) throws TreeException {
        return reader().entry(path);
    }

    @Override
    public Optional<TreeEntry> entry(long inode) {
        return reader().entry(inode);
    }

    @Override
    public Optional<TreeEntry> child(long parentInode, String name) {
        return reader().child(parentInode, name);
    }

    @Override
    public Optional<String> path(long inode) {
        return reader().path(inode);
    }

    @Override
    public List<TreeEntry> list(long inode) throws TreeException {
        return reader().list(inode);
    }

    @Override
    public byte[] content(long inode) throws TreeException {
        return reader().content(inode);
    }

    @Override
    public byte[] content(String path) throws TreeException {
        var reader = reader();
        return reader.content(reader.entry(path).inode());
    }

    @Override
    public List<TreeLock> locks() {
        return host.locks().stream()
                .map(age -> new TreeLock(
                        age.lock().name(), age.lock().writer(), Duration.ofNanos(age.nanos()), age.isExpired()))
                .toList();
    }

    @Override
    public TreeStatus status() {
        var tree = host.tree();
        return new TreeStatus(
                tree.version(),
                tree.entries(),
                tree.bytes(),
                admission.maxEntries(),
                admission.maxBytes(),
                quorate,
                host.text(),
                memberIds(),
                HexFormat.of().formatHex(tree.index().digest()));
    }

    // ---- changes

    @Override
    public CompletableFuture<Long> create(String path) {
        return add("create", path, new Change.Create(path));
    }

    @Override
    public CompletableFuture<Long> mkdir(String path) {
        return add("mkdir", path, new Change.Mkdir(path));
    }

    private CompletableFuture<Long> add(String operation, String path, Change change) {
        var refused = virtual.entry(path, quorate) != null ? Errno.EEXIST : Admission.path(path, virtual);
        return change(operation + " " + path, first(refused, admission.newEntry(host.tree())), change);
    }

    @Override
    public CompletableFuture<Long> write(String path, long offset, byte[] data) {
        var what = "write " + path;
        if (path.equals(DebugFile.NAME)) {
            var failed = DebugFile.write(data);
            return failed == null ? unchanged() : refused(what, failed);
        }
        var refused = first(
                Admission.path(path, virtual),
                admission.content(
                        host.tree(), path, offset, offset > Tree.MAX_FILE_BYTES ? offset : offset + data.length));
        if (refused == null && data.length == 0 && quorate) {
            return nothingToWrite(what, path);
        }
        return change(what, refused, new Change.Write(path, (int) offset, data.clone()));
    }

    /** No bytes change nothing, but the file must be there. */
    private CompletableFuture<Long> nothingToWrite(String what, String path) {
        var tree = host.tree();
        var file = tree.find(path);
        if (file == null || file.isDirectory()) {
            return refused(what, file == null ? Errno.ENOENT : Errno.EISDIR);
        }
        return CompletableFuture.completedFuture(tree.version());
    }

    @Override
    public CompletableFuture<Long> truncate(String path, long length) {
        if (path.equals(DebugFile.NAME)) {
            return unchanged(); // what a shell does before it writes
        }
        var refused = first(Admission.path(path, virtual), admission.content(host.tree(), path, 0, length));
        return change("truncate " + path, refused, new Change.Truncate(path, (int) length));
    }

    /** Three messages in a row: make a temporary file, fill it, move it over the target. */
    @Override
    public CompletableFuture<Long> put(String path, byte[] content) {
        var what = "put " + path;
        var tree = host.tree();
        var target = tree.find(path);
        var refused = first(
                Admission.path(path, virtual),
                target != null && target.isDirectory() ? Errno.EISDIR : null,
                admission.newEntry(tree),
                admission.content(tree, path, 0, content.length));
        var temporary = temporaryNames.beside(path);
        if (refused == null) {
            refused = Paths.check(temporary);
        }
        var steps = List.of(
                new Operation.Make(new Change.Create(temporary)),
                new Operation.Make(new Change.Write(temporary, 0, content.clone())),
                new Operation.Make(new Change.Rename(temporary, path)));
        return submit(what, refused, List.copyOf(steps), temporary);
    }

    @Override
    public CompletableFuture<Long> rename(String from, String to) {
        var tree = host.tree();
        var what = "rename " + from + " to " + to;
        var refused =
                first(Admission.path(from, virtual), Admission.path(to, virtual), Admission.kinds(tree, from, to));
        if (refused == null && from.equals(to) && tree.find(from) != null && quorate) {
            return CompletableFuture.completedFuture(tree.version());
        }
        return change(what, refused, new Change.Rename(from, to));
    }

    @Override
    public CompletableFuture<Long> delete(String path) {
        return change("delete " + path, Admission.path(path, virtual), new Change.Delete(path));
    }

    /** Time 0 for a lock asks the cluster to remove it if it has expired, and is always refused. */
    @Override
    public CompletableFuture<Long> touch(String path, int mtimeSeconds) {
        var change = new Operation.Make(new Change.SetTime(path, mtimeSeconds));
        var lock = mtimeSeconds == 0 && Paths.isLock(path) ? host.tree().find(path) : null;
        List<Operation> steps = lock == null || !lock.isDirectory()
                ? List.of(change)
                : List.of(new Operation.RequestUnlock(lock.checksum(), path), change);
        return submit("touch " + path, Admission.path(path, virtual), steps, null);
    }

    private CompletableFuture<Long> unchanged() {
        return CompletableFuture.completedFuture(host.tree().version());
    }

    private static @Nullable Errno first(@Nullable Errno... errors) {
        for (var error : errors) {
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private CompletableFuture<Long> change(String what, @Nullable Errno refused, Change change) {
        return submit(what, refused, List.of(new Operation.Make(change)), null);
    }

    private CompletableFuture<Long> submit(
            String what, @Nullable Errno refused, List<Operation> steps, @Nullable String temporary) {
        if (refused != null) {
            return refused(what, refused);
        }
        if (!quorate) {
            return CompletableFuture.failedFuture(Errors.of(Errno.EACCES, what, Errors.NO_QUORUM));
        }
        var request = new Request(what, steps, temporary, System.nanoTime() + deadlineNanos);
        deadlines.add(request);
        host.submit(request);
        return request.future();
    }

    private static CompletableFuture<Long> refused(String what, Errno errno) {
        return CompletableFuture.failedFuture(Errors.of(errno, what));
    }
}
