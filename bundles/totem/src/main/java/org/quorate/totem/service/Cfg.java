package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Service 1: what an administrator asks of other nodes.
 *
 * <pre>
 * kill node  | 0 header, 16 | 16 node u32 | 24 length of the reason u16 | 32 reason, 256 |
 * shutdown   | 0 header, 16 |
 * reload     | 0 header, 16 | 16 source, 16 |
 * </pre>
 */
public final class Cfg implements Service {
    private static final int ID = 1;
    private static final int KILL_NODE = 1;
    private static final int SHUTDOWN = 2;
    private static final int RELOAD = 3;
    private static final int KILL_NODE_BYTES = 288;

    /** Carries out the requests. Called on the ring thread; must return at once. */
    public interface Requests {
        /** This node is to end. */
        void kill(int byNode, String reason);

        /** A node announces that it goes. */
        void goes(int node);

        /** All nodes are to read their configuration again. */
        void reload(int byNode);
    }

    private final int self;
    private final Requests requests;

    /** For this node. */
    public Cfg(int self, Requests requests) {
        this.self = self;
        this.requests = requests;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public boolean synchronises() {
        return false;
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        switch (function) {
            case KILL_NODE -> {
                if (message.remaining() >= KILL_NODE_BYTES && message.getInt(16) == self) {
                    var reason = new byte[Math.min(Short.toUnsignedInt(message.getShort(24)), 256)];
                    message.get(32, reason);
                    requests.kill(sender, new String(reason, StandardCharsets.UTF_8));
                }
            }
            case SHUTDOWN -> requests.goes(sender);
            case RELOAD -> requests.reload(sender);
            default -> {} // re-enabling of rings and crypto are the transport's
        }
    }
}
