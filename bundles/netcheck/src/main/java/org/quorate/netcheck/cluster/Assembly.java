package org.quorate.netcheck.cluster;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.netcheck.CheckException;

/** The members that know of checks, in a group. One round at a time: the first in the order of messages. */
final class Assembly implements GroupListener, AutoCloseable {
    static final String NAME = "quorate_netcheck";

    private static final Logger LOG = System.getLogger(Assembly.class.getName());
    private static final Duration TO_SAY = Duration.ofSeconds(10);

    private final Consumer<Round> participant;
    private final ProcessGroup group;

    /** Those of this node, until their begin has its place in the order. */
    private final Map<Long, CompletableFuture<Round>> asked = new ConcurrentHashMap<>();

    private volatile List<Integer> members = List.of();

    /** Of the delivery thread. */
    private @Nullable Round current;

    /**
     * Joins.
     *
     * @param participant is told of each round on the delivery thread, and returns at once
     */
    Assembly(ProcessGroups groups, Consumer<Round> participant) {
        this.participant = participant;
        this.group = groups.join(NAME, this);
    }

    int self() {
        return group.self().nodeId();
    }

    /** Node ids, this one's as well. */
    List<Integer> members() {
        return members;
    }

    /** Asks for a round; it is there when the order of messages has it. */
    CompletableFuture<Round> ask(Message.Begin begin) throws CheckException, InterruptedException {
        var answer = new CompletableFuture<Round>();
        asked.put(begin.id(), answer);
        try {
            say(begin);
        } catch (CheckException e) {
            asked.remove(begin.id());
            throw e;
        }
        return answer;
    }

    void say(Message message) throws CheckException, InterruptedException {
        try {
            group.send(TO_SAY, MessageCodec.encode(message));
        } catch (GroupException e) {
            throw new CheckException("the ring does not take messages (" + e.getMessage() + "); see ring:status");
        }
    }

    @Override
    public void close() {
        group.close();
    }

    // ---- on the delivery thread

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        try {
            accept(sender.nodeId(), MessageCodec.decode(message));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "netcheck: a message of node " + Integer.toUnsignedString(sender.nodeId()) + " is ignored: "
                            + e.getMessage());
        }
    }

    private void accept(int node, Message message) {
        var round = current;
        if (message instanceof Message.Begin begin) {
            begin(node, begin, round);
        } else if (round != null && round.begin().id() == message.id()) {
            switch (message) {
                case Message.Ready ready -> round.ready(node, ready);
                case Message.Found found -> round.found(node, found);
                case Message.End _ when node == round.initiator() -> current = null;
                case Message.End _ -> {} // of somebody who has not asked
                case Message.Begin _ -> throw new AssertionError("handled above");
            }
        }
    }

    private void begin(int node, Message.Begin begin, @Nullable Round round) {
        var answer = asked.remove(begin.id());
        if (round != null) {
            if (answer != null) {
                answer.completeExceptionally(new CheckException("a check that node "
                        + Integer.toUnsignedString(round.initiator())
                        + " has begun is under way; wait for its end"));
            }
            return;
        }
        var next = Round.of(begin, node);
        current = next;
        if (begin.nodes().contains(self())) {
            participant.accept(next);
        }
        if (answer != null) {
            answer.complete(next);
        }
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        members = change.members().stream().map(GroupMember::nodeId).distinct().toList();
        var round = current;
        if (round == null) {
            return;
        }
        change.left().forEach(left -> round.gone(left.member().nodeId()));
        if (!members.contains(round.initiator())) {
            current = null;
        }
    }

    @Override
    public void expelled(String reason) {
        members = List.of();
        LOG.log(Level.WARNING, "netcheck: out of the group: " + reason);
    }
}
