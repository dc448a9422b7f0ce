package org.quorate.clusterfs.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quorate.group.ProcessGroups;
import org.quorate.quorum.Quorum;
import org.quorate.quorum.QuorumStatus;
import org.quorate.ring.RingId;
import org.quorate.tree.TreeError;
import org.quorate.tree.TreeException;
import org.quorate.tree.TreeListener;

/** The service of one node with fakes around it. */
final class TestNode implements AutoCloseable, Quorum {
    /** Only a failure takes so long. */
    static final int DEADLINE_MILLIS = 60_000;

    private static final int PATIENCE_SECONDS = 90;

    final int id;
    final FakeStore store;
    final List<String> fatal = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final ClusterTreeService tree;
    private final FakeGroups medium;
    private final QuorumEvents quorumEvents = new QuorumEvents();
    private @Nullable ProcessGroups groups;
    private volatile boolean quorate;
    private volatile List<Integer> ring = List.of();
    private boolean open = true;

    TestNode(int id, FakeGroups medium, FakeStore store, int deadlineMillis) {
        this.id = id;
        this.medium = medium;
        this.store = store;
        tree = new ClusterTreeService(
                new Settings(deadlineMillis), store, (message, code) -> fatal.add(message), quorumEvents);
        tree.addListener(new Heard());
        tree.bindQuorum(this);
    }

    /** A node that is quorate and in the group. */
    static TestNode start(int id, FakeGroups medium) {
        return new TestNode(id, medium, new FakeStore(), DEADLINE_MILLIS)
                .quorate(true)
                .join();
    }

    static ClusterTreeService.Config settings() {
        return new Settings(DEADLINE_MILLIS);
    }

    TestNode join() {
        groups = medium.on(id);
        tree.bindGroups(groups);
        return this;
    }

    void unbind() {
        tree.unbindGroups(java.util.Objects.requireNonNull(groups));
    }

    TestNode quorate(boolean value) {
        quorate = value;
        quorumEvents.quorumChanged(status());
        return this;
    }

    /** The ring has these nodes, whoever is in the group. */
    TestNode ring(Integer... nodes) {
        ring = List.of(nodes);
        return this;
    }

    @Override
    public QuorumStatus status() {
        return new QuorumStatus(
                "test",
                id,
                new RingId(id, 4),
                quorate,
                1,
                1,
                1,
                1,
                EnumSet.noneOf(QuorumStatus.Flag.class),
                ring.stream()
                        .map(node -> new QuorumStatus.Node(node, 1, "n" + node, ""))
                        .toList());
    }

    @Override
    public void expectVotes(int votes) {}

    @Override
    public void setVotes(int nodeId, int votes) {}

    /** The result of a change that succeeds. */
    static long done(CompletableFuture<Long> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Why a change was refused. */
    static TreeError error(CompletableFuture<Long> future) throws InterruptedException, TimeoutException {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TreeException refused) {
                return refused.error();
            }
            throw new AssertionError(e);
        }
        throw new AssertionError("was not refused");
    }

    String text(String path) throws TreeException {
        return new String(tree.content(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    boolean has(String path) {
        try {
            tree.entry(path);
            return true;
        } catch (TreeException e) {
            return false;
        }
    }

    /** Waits until a listener is told of something after which the condition holds. */
    void until(Predicate<TestNode> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (heard) {
            while (!condition.test(this)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                assertThat(left).as("still waiting; %s", tree.status()).isPositive();
                heard.wait(Math.min(left, 100)); // not everything is told to listeners
            }
        }
    }

    List<String> heard() {
        synchronized (heard) {
            var all = List.copyOf(heard);
            heard.clear();
            return all;
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            tree.close();
        }
    }

    private final class Heard implements TreeListener {
        @Override
        public void changed(long inode) {
            add("changed " + inode);
        }

        @Override
        public void nameChanged(long parentInode, String name) {
            add("name " + parentInode + " " + name);
        }

        @Override
        public void allChanged() {
            add("all");
        }

        private void add(String what) {
            synchronized (heard) {
                heard.add(what);
                heard.notifyAll();
            }
        }
    }

    @SuppressWarnings("BadAnnotationImplementation")
    private record Settings(int deadline_ms) implements ClusterTreeService.Config {
        @Override
        public int max_entries() {
            return 1000;
        }

        @Override
        public long max_bytes() {
            return 4 << 20;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ClusterTreeService.Config.class;
        }
    }
}
