package org.quorate.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;

/** One group of nodes in memory: a single thread is the order. */
final class FakeGroups implements AutoCloseable {
    private final ExecutorService order = Executors.newSingleThreadExecutor();
    private final TreeMap<GroupMember, GroupListener> members = new TreeMap<>();

    /** The service as that node has it. */
    ProcessGroups of(int node) {
        return (name, listener) -> {
            var self = new GroupMember(node, 1);
            order.execute(() -> {
                members.put(self, listener);
                tell();
            });
            return new Member(name, self);
        };
    }

    /** As if the node had died. */
    void kill(int node) {
        order.execute(() -> {
            members.remove(new GroupMember(node, 1));
            tell();
        });
    }

    private void tell() {
        var change = new MembershipChange(new ArrayList<>(members.keySet()), List.of(), List.of());
        members.values().forEach(listener -> listener.membershipChanged(change));
    }

    @Override
    public void close() {
        order.close();
    }

    private final class Member implements ProcessGroup {
        private final String name;
        private final GroupMember self;

        private Member(String name, GroupMember self) {
            this.name = name;
            this.self = self;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public GroupMember self() {
            return self;
        }

        /** Returns when all have heard it. */
        @Override
        public void send(Duration deadline, ByteBuffer... parts) {
            ByteBuffer copy =
                    ByteBuffer.allocate(parts[0].remaining()).put(parts[0]).flip();
            CompletableFuture.runAsync(
                            () -> members.values().forEach(listener -> listener.delivered(self, copy.duplicate())),
                            order)
                    .join();
        }

        @Override
        public int maxMessageBytes() {
            return 1 << 20;
        }

        @Override
        public void close() {
            order.execute(() -> {
                members.remove(self);
                tell();
            });
        }
    }
}
