package org.quorate.netcheck.probe;

/** Where the packets of a check go. What cannot be sent is told to the session. */
public interface CheckOutput {
    /** To the node of the session. */
    void send(Session session, byte[] packet);

    /** To the multicast group, on the link of the session. */
    void sendToGroup(Session session, byte[] packet);
}
