package org.quorate.clusterfs.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;

/** One group in memory. Each member has a delivery thread; the order is that of a lock. */
final class FakeGroups {
    private final List<Member> members = new ArrayList<>();
    private boolean full;

    /** The service of one node. */
    ProcessGroups on(int nodeId) {
        return (name, listener) -> join(nodeId, name, listener);
    }

    private synchronized ProcessGroup join(int nodeId, String name, GroupListener listener) {
        if (members.stream().anyMatch(member -> member.self.nodeId() == nodeId)) {
            throw new IllegalArgumentException("joined already");
        }
        var member = new Member(new GroupMember(nodeId, 4711), name, listener);
        members.add(member);
        members.sort((a, b) -> a.self.compareTo(b.self));
        member.thread.start();
        announce(List.of(), List.of(member.self));
        return member;
    }

    private synchronized void leave(Member member) {
        if (members.remove(member)) {
            announce(List.of(member.self), List.of());
        }
    }

    private void announce(List<GroupMember> left, List<GroupMember> joined) {
        var all = members.stream().map(member -> member.self).toList();
        var change = new MembershipChange(
                all,
                left.stream()
                        .map(member -> new MembershipChange.Change(member, MembershipChange.Reason.LEAVE))
                        .toList(),
                joined.stream()
                        .map(member -> new MembershipChange.Change(member, MembershipChange.Reason.JOIN))
                        .toList());
        members.forEach(member -> member.queue.add(() -> member.listener.membershipChanged(change)));
    }

    /** Until it is no longer full, nothing can be sent. */
    synchronized void full(boolean value) {
        full = value;
    }

    /** The provider throws a node out. */
    synchronized void expel(int nodeId) {
        for (var member : List.copyOf(members)) {
            if (member.self.nodeId() == nodeId) {
                members.remove(member);
                announce(List.of(member.self), List.of());
                member.queue.add(() -> member.listener.expelled("too slow"));
            }
        }
    }

    synchronized int size() {
        return members.size();
    }

    private synchronized void multicast(GroupMember sender, ByteBuffer message) throws GroupException {
        if (full) {
            throw new GroupException(GroupException.Cause.BUSY, "full");
        }
        for (var member : members) {
            var copy = message.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
            member.queue.add(() -> member.listener.delivered(sender, copy));
        }
    }

    private final class Member implements ProcessGroup {
        final GroupMember self;
        final String name;
        final GroupListener listener;
        final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        final Thread thread;
        volatile boolean out;

        Member(GroupMember self, String name, GroupListener listener) {
            this.self = self;
            this.name = name;
            this.listener = listener;
            this.thread =
                    Thread.ofPlatform().daemon().name("fake-delivery-" + self).unstarted(this::run);
        }

        private void run() {
            try {
                while (!out) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                // closed
            }
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
        public void send(Duration deadline, ByteBuffer... parts) throws GroupException {
            if (out) {
                throw new GroupException(GroupException.Cause.LEFT, "left");
            }
            int size = 0;
            for (var part : parts) {
                size += part.remaining();
            }
            var message = ByteBuffer.allocate(size);
            for (var part : parts) {
                message.put(part);
            }
            multicast(self, message.flip());
        }

        @Override
        public int maxMessageBytes() {
            return 64 << 20;
        }

        @Override
        public void close() {
            out = true;
            leave(this);
            queue.add(() -> {});
            if (Thread.currentThread() != thread) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
