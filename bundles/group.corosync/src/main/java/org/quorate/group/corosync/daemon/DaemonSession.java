package org.quorate.group.corosync.daemon;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Connections to one life of the daemon. When one of them is lost, all are. */
public interface DaemonSession extends AutoCloseable {
    /** This node, unsigned. */
    int localNodeId();

    /** Whether corosync has a quorum provider; without one, any ring may act. */
    boolean countsVotes();

    /** {@code totem.transport}. */
    String transport();

    /** Connects for a group, which is to be joined. */
    GroupConnection open(byte[] name, GroupEvents events) throws CorosyncException;

    /** Waits until there is something to tell, and tells it. A negative time is without end. */
    void await(int millis) throws CorosyncException;

    /** The votes, as that node is counted; empty if it is not known any more. */
    Optional<VoteInfo> votes(int nodeId) throws CorosyncException;

    /** Sets the expected votes; false if the rules do not allow it. */
    boolean expectVotes(int votes) throws CorosyncException;

    /** {@code stats.srp} without that prefix. */
    SortedMap<String, Long> counters() throws CorosyncException;

    /** The links to a node by their numbers: whether each is connected. */
    List<Boolean> links(int nodeId) throws CorosyncException;

    @Override
    void close();
}
