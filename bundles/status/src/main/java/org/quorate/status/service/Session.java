package org.quorate.status.service;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.quorate.group.GroupException;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.status.exchange.Member;
import org.quorate.status.exchange.StatusEvent;

/** One life in the group, from joining to leaving: turns what the group says into events of the exchange. */
final class Session implements GroupListener {
    private final StatusHost host;
    private final ProcessGroups provider;
    private final CompletableFuture<ProcessGroup> group = new CompletableFuture<>();

    Session(StatusHost host, ProcessGroups provider) {
        this.host = host;
        this.provider = provider;
    }

    ProcessGroups provider() {
        return provider;
    }

    void join(String name) {
        var joined = provider.join(name, this);
        host.on(this, new StatusEvent.Joining(member(joined.self())));
        group.complete(joined); // what the group says before waits for it
    }

    void send(Duration patience, ByteBuffer[] parts) throws GroupException, InterruptedException {
        group.join().send(patience, parts);
    }

    void close() {
        var joined = group.getNow(null);
        if (joined != null) {
            joined.close();
        }
    }

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        group.join();
        host.on(this, new StatusEvent.Delivered(member(sender), message));
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        group.join();
        var members = change.members().stream().map(Session::member).toList();
        var joined =
                change.joined().stream().map(other -> member(other.member())).toList();
        host.on(this, new StatusEvent.MembershipChanged(members, joined));
    }

    @Override
    public void expelled(String reason) {
        group.join();
        host.expelled(this, reason);
    }

    private static Member member(GroupMember member) {
        return new Member(member.nodeId(), member.pid());
    }
}
