package org.quorate.group.corosync;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.corosync.daemon.CorosyncException;
import org.quorate.group.corosync.daemon.Daemon;
import org.quorate.group.corosync.daemon.DaemonEvents;
import org.quorate.group.corosync.daemon.DaemonSession;
import org.quorate.group.corosync.daemon.GroupConnection;
import org.quorate.group.corosync.daemon.GroupEvents;
import org.quorate.group.corosync.daemon.VoteInfo;
import org.quorate.ring.RingId;

/** A daemon that can be absent, die, and have no time. One node; what a group sends comes back to it. */
final class FakeDaemon implements Daemon {
    final int nodeId;
    boolean counts = true;
    int expected = 3;

    private final List<String> joined = new ArrayList<>();
    private final Queue<Runnable> news = new ArrayDeque<>();
    private boolean runs;
    private boolean busy;
    private boolean lost;
    private boolean woken;
    private int attempts;
    private @Nullable DaemonEvents events;

    FakeDaemon(int nodeId) {
        this.nodeId = nodeId;
    }

    synchronized FakeDaemon start() {
        runs = true;
        return this;
    }

    synchronized void kill() {
        runs = false;
        lost = true;
        notifyAll();
    }

    /** It takes nothing from now on, or everything. */
    synchronized void busy(boolean next) {
        busy = next;
        notifyAll();
    }

    /** Until there were that many more attempts to connect. */
    synchronized void awaitAttempts(int more) throws InterruptedException {
        int until = attempts + more;
        await(() -> attempts >= until, until + " attempts");
    }

    synchronized void awaitGone(String group) throws InterruptedException {
        await(() -> !joined.contains(group), group + " to be left");
    }

    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited for " + what);
            }
            wait(left);
        }
    }

    synchronized List<String> joined() {
        return List.copyOf(joined);
    }

    synchronized void ring(long sequence, boolean quorate, Integer... members) {
        var told = events;
        if (told == null) {
            throw new AssertionError("nobody is connected");
        }
        tell(() -> told.ringChanged(new RingId(1, sequence), List.of(members), quorate));
    }

    private synchronized void tell(Runnable event) {
        news.add(event);
        notifyAll();
    }

    @Override
    public synchronized DaemonSession connect(DaemonEvents listener) throws CorosyncException {
        attempts++;
        notifyAll();
        if (!runs) {
            throw new CorosyncException("the daemon does not answer", "start it");
        }
        lost = false;
        news.clear();
        events = listener;
        return new Session();
    }

    @Override
    public synchronized void wakeup() {
        woken = true;
        notifyAll();
    }

    @Override
    public void close() {}

    private synchronized boolean takes() throws CorosyncException {
        if (lost) {
            throw new CorosyncException("the daemon does not answer", "start it");
        }
        return !busy;
    }

    private synchronized List<Runnable> await(int millis) throws CorosyncException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (news.isEmpty() && !woken && !lost) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis >= 0 && left <= 0) {
                    break;
                }
                wait(millis < 0 ? 0 : left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        woken = false;
        takes();
        var all = List.copyOf(news);
        news.clear();
        return all;
    }

    private final class Session implements DaemonSession {
        @Override
        public int localNodeId() {
            return nodeId;
        }

        @Override
        public boolean countsVotes() {
            return counts;
        }

        @Override
        public String transport() {
            return "knet";
        }

        @Override
        public GroupConnection open(byte[] name, GroupEvents heard) throws CorosyncException {
            takes();
            return new Group(new String(name, StandardCharsets.UTF_8), heard);
        }

        @Override
        public void await(int millis) throws CorosyncException {
            FakeDaemon.this.await(millis).forEach(Runnable::run);
        }

        @Override
        public Optional<VoteInfo> votes(int node) throws CorosyncException {
            takes();
            return Optional.of(new VoteInfo(1, expected, expected, 2, 2, VoteInfo.QUORATE | VoteInfo.WAIT_FOR_ALL));
        }

        @Override
        public boolean expectVotes(int votes) {
            expected = votes > 1 ? votes : expected;
            return votes > 1;
        }

        @Override
        public SortedMap<String, Long> counters() {
            return new TreeMap<>(Map.of("mcast_rx", 7L));
        }

        @Override
        public List<Boolean> links(int node) {
            return List.of(node == 2, false);
        }

        @Override
        public void close() {
            synchronized (FakeDaemon.this) {
                joined.clear();
                events = null;
            }
        }
    }

    private final class Group implements GroupConnection {
        private final String name;
        private final GroupEvents heard;
        private final GroupMember self =
                new GroupMember(nodeId, (int) ProcessHandle.current().pid());

        Group(String name, GroupEvents heard) {
            this.name = name;
            this.heard = heard;
        }

        @Override
        public boolean join() throws CorosyncException {
            if (!takes()) {
                return false;
            }
            synchronized (FakeDaemon.this) {
                joined.add(name);
            }
            var came = new MembershipChange.Change(self, MembershipChange.Reason.JOIN);
            tell(() -> heard.changed(new MembershipChange(List.of(self), List.of(), List.of(came))));
            return true;
        }

        @Override
        public boolean send(ByteBuffer message) throws CorosyncException {
            if (!takes()) {
                return false;
            }
            var copy = ByteBuffer.allocate(message.remaining()).put(message).flip();
            tell(() -> heard.delivered(self, copy));
            return true;
        }

        @Override
        public boolean leave() throws CorosyncException {
            if (!takes()) {
                return false;
            }
            var went = new MembershipChange.Change(self, MembershipChange.Reason.LEAVE);
            tell(() -> heard.changed(new MembershipChange(List.of(), List.of(went), List.of())));
            return true;
        }

        @Override
        public void close() {
            synchronized (FakeDaemon.this) {
                joined.remove(name);
                FakeDaemon.this.notifyAll();
            }
        }
    }
}
