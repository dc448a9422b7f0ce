package org.quorate.group.corosync;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;

/** What a process has heard, as text. */
class Heard implements GroupListener {
    private final List<String> all = new ArrayList<>();

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        add("message " + StandardCharsets.UTF_8.decode(message));
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        add("members " + change.members().size()
                + change.left().stream().map(left -> " left " + left.reason()).reduce("", String::concat));
    }

    @Override
    public void expelled(String reason) {
        add("expelled: " + reason);
    }

    synchronized void add(String what) {
        all.add(what);
        notifyAll();
    }

    synchronized List<String> all() {
        return List.copyOf(all);
    }

    synchronized void await(String what) throws InterruptedException {
        await(what, 1);
    }

    synchronized void await(String what, int times) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (all.stream().filter(what::equals).count() < times) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited for " + what + "; heard " + all);
            }
            wait(left);
        }
    }
}
