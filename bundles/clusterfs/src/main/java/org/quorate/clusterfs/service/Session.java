package org.quorate.clusterfs.service;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.quorate.clusterfs.replica.Member;
import org.quorate.clusterfs.replica.ReplicaEvent;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.MembershipChange;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;

/** One life in the group, from joining to leaving: turns what the group says into events of the replica. */
final class Session implements GroupListener {
    private final ReplicaHost host;
    private final ProcessGroups provider;
    private final CompletableFuture<ProcessGroup> group = new CompletableFuture<>();

    Session(ReplicaHost host, ProcessGroups provider) {
        this.host = host;
        this.provider = provider;
    }

    ProcessGroups provider() {
        return provider;
    }

    /** The group can speak before it has returned from joining; then it waits here. */
    ProcessGroup group() {
        return group.join();
    }

    void join(String name) {
        var joined = provider.join(name, this);
        host.on(this, new ReplicaEvent.Joining(member(joined.self())));
        group.complete(joined);
    }

    void close() {
        var joined = group.getNow(null);
        if (joined != null) {
            joined.close();
        }
    }

    @Override
    public void delivered(GroupMember sender, ByteBuffer message) {
        group();
        host.on(this, new ReplicaEvent.Delivered(member(sender), message));
        host.awaitRoom();
    }

    @Override
    public void membershipChanged(MembershipChange change) {
        group();
        var members = change.members().stream().map(Session::member).toList();
        var joined =
                change.joined().stream().map(other -> member(other.member())).toList();
        host.on(this, new ReplicaEvent.MembershipChanged(members, joined));
    }

    @Override
    public void expelled(String reason) {
        group();
        host.on(this, new ReplicaEvent.Expelled(reason));
    }

    private static Member member(GroupMember member) {
        return new Member(member.nodeId(), member.pid());
    }
}
