package org.quorate.group.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;

/** Writes down what a process hears, and lets a test wait for it. */
final class Recorder implements GroupListener {
    private final List<String> messages = new ArrayList<>();
    private List<GroupMember> members = List.of();
    private String expelled = "";

    @Override
    public synchronized void delivered(GroupMember sender, ByteBuffer message) {
        messages.add(sender.nodeId() + ":" + StandardCharsets.UTF_8.decode(message));
        notifyAll();
    }

    @Override
    public synchronized void membershipChanged(MembershipChange change) {
        members = change.members();
        notifyAll();
    }

    @Override
    public synchronized void expelled(String reason) {
        expelled = reason;
        notifyAll();
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    synchronized String expelled() {
        return expelled;
    }

    void awaitMembers(int count) throws InterruptedException {
        await(() -> members.size() == count, count + " members");
    }

    void awaitMessages(int count) throws InterruptedException {
        await(() -> messages.size() >= count, count + " messages");
    }

    synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "waited for " + what + "; members " + members + ", " + messages.size() + " messages");
            }
            wait(left);
        }
    }
}
