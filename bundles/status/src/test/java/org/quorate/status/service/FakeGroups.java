package org.quorate.status.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.MembershipChange.Change;
import org.quorate.group.MembershipChange.Reason;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;

/** One group in memory. Each member has a delivery thread; the order is that of a lock. */
final class FakeGroups {
    private final List<Joined> members = new ArrayList<>();

    /** The service of one node. */
    ProcessGroups on(int nodeId) {
        return (name, listener) -> join(new Joined(name, new GroupMember(nodeId, 1000 + nodeId), listener));
    }

    private synchronized ProcessGroup join(Joined joined) {
        members.add(joined);
        members.sort(Comparator.comparing(Joined::self));
        announce(List.of(), List.of(new Change(joined.self, Reason.JOIN)));
        return joined;
    }

    private synchronized void leave(Joined joined) {
        if (members.remove(joined)) {
            announce(List.of(new Change(joined.self, Reason.LEAVE)), List.of());
        }
    }

    private void announce(List<Change> left, List<Change> joined) {
        var change = new MembershipChange(members.stream().map(Joined::self).toList(), left, joined);
        members.forEach(member -> member.thread.execute(() -> member.listener.membershipChanged(change)));
    }

    private synchronized void deliver(GroupMember sender, ByteBuffer message) {
        members.forEach(member -> member.thread.execute(
                () -> member.listener.delivered(sender, message.duplicate().order(ByteOrder.LITTLE_ENDIAN))));
    }

    /** Puts a node out, as a ring does with one that is too slow. */
    synchronized void expel(int nodeId) {
        for (var member : List.copyOf(members)) {
            if (member.self.nodeId() == nodeId) {
                leave(member);
                member.thread.execute(() -> member.listener.expelled("too slow"));
            }
        }
    }

    private final class Joined implements ProcessGroup {
        private final String name;
        private final GroupMember self;
        private final GroupListener listener;
        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

        Joined(String name, GroupMember self, GroupListener listener) {
            this.name = name;
            this.self = self;
            this.listener = listener;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public GroupMember self() {
            return self;
        }

        @Override
        public int maxMessageBytes() {
            return 1 << 20;
        }

        @Override
        public void send(Duration deadline, ByteBuffer... parts) {
            var message = ByteBuffer.allocate(maxMessageBytes());
            for (var part : parts) {
                message.put(part.duplicate());
            }
            deliver(self, message.flip());
        }

        @Override
        public void close() {
            leave(this);
            thread.shutdown();
        }
    }
}
