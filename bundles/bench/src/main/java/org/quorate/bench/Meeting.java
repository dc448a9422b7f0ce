package org.quorate.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;

/**
 * This node in the group of one run. The first byte of a message says whether it is load or a member's last word; the
 * run is over when all who are still there have said theirs, which the order of the group makes the same moment for
 * all. Counters have one writer, the delivery thread.
 */
final class Meeting implements GroupListener, AutoCloseable {
    /** The first byte is the kind. */
    static final int MIN_SIZE_BYTES = 1;

    private static final byte LOAD = 1;
    private static final byte LAST_WORD = 2;
    private static final Duration TO_GATHER = Duration.ofSeconds(30);
    private static final Duration TO_SAY = Duration.ofSeconds(30);

    private final int wanted;
    private final Runnable whenOwn;
    private final ProcessGroup group;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong own = new AtomicLong();
    private final Set<GroupMember> silent = new HashSet<>();

    /** Others may be heard before it is known; we ourselves send later. */
    private volatile @Nullable GroupMember self;

    private volatile List<GroupMember> present = List.of();
    private volatile String expelled = "";

    /**
     * Joins.
     *
     * @param wanted how many take part
     * @param whenOwn called on the delivery thread for each message of our own
     */
    Meeting(ProcessGroups groups, String name, int wanted, Runnable whenOwn) {
        this.wanted = wanted;
        this.whenOwn = whenOwn;
        this.group = groups.join(name, this);
        this.self = group.self();
    }

    int node() {
        return group.self().nodeId();
    }

    /** A message of that size, to be sent as often as wanted. */
    ByteBuffer load(int sizeBytes) throws BenchException {
        if (sizeBytes < MIN_SIZE_BYTES || sizeBytes > group.maxMessageBytes()) {
            throw new BenchException(
                    "SIZE: found " + sizeBytes + ", must be " + MIN_SIZE_BYTES + " to " + group.maxMessageBytes());
        }
        return ByteBuffer.allocate(sizeBytes).put(0, LOAD).asReadOnlyBuffer();
    }

    void awaitComplete() throws BenchException, InterruptedException {
        if (!complete.await(TO_GATHER.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BenchException("group " + group.name() + " has " + present.size() + " of " + wanted
                    + " members after " + TO_GATHER.toSeconds() + " s; give the command on each node");
        }
    }

    /** Answers false if there was no room in time. */
    boolean send(ByteBuffer message, Duration deadline) throws BenchException, InterruptedException {
        stillIn();
        try {
            group.send(deadline, message.duplicate());
            return true;
        } catch (GroupException e) {
            if (e.reason() == GroupException.Cause.BUSY) {
                return false;
            }
            throw new BenchException(String.valueOf(e.getMessage()));
        }
    }

    /** Says the last word and waits for those of the others. */
    void end(Duration bound) throws BenchException, InterruptedException {
        if (!send(ByteBuffer.wrap(new byte[] {LAST_WORD}), TO_SAY)
                || !over.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BenchException("group " + group.name() + ": not all have ended within " + bound.toSeconds()
                    + " s; does the ring run? see ring:status");
        }
        stillIn();
    }

    private void stillIn() throws BenchException {
        if (!expelled.isEmpty()) {
            throw new BenchException("expelled from group " + group.name() + ": " + expelled);
        }
    }

    long messages() {
        return messages.get();
    }

    long own() {
        return own.get();
    }

    @Override
    public void close() {
        group.close();
    }

    // ---- on the delivery thread

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        if (message.get(message.position()) == LAST_WORD) {
            silent.add(sender);
            endIfAllAreSilent();
            return;
        }
        messages.setRelease(messages.getPlain() + 1);
        if (sender.equals(self)) {
            own.setRelease(own.getPlain() + 1);
            whenOwn.run();
        }
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        present = new ArrayList<>(change.members());
        if (present.size() >= wanted) {
            complete.countDown();
        }
        endIfAllAreSilent(); // whoever died says nothing any more
    }

    private void endIfAllAreSilent() {
        if (complete.getCount() == 0 && silent.containsAll(present)) {
            over.countDown();
        }
    }

    @Override
    public void expelled(String reason) {
        expelled = reason;
        complete.countDown();
        over.countDown();
    }
}
