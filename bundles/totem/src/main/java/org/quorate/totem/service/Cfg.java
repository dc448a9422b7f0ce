package org.quorate.totem.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.quorate.totem.frame.RingId;

/**
 * Service 1: what an administrator asks of other nodes.
 *
 * <pre>
 * kill node  | 0 header, 16 | 16 node u32 | 24 length of the reason u16 | 32 reason, 256 |
 * shutdown   | 0 header, 16 |
 * reload     | 0 header, 16 | 16 source, 16 |
 * changeover | 0 header, 16 | 16 step u32 | 20 unused |
 * </pre>
 *
 * What corosync leaves unused in a changeover and in its header has the fingerprint of the configuration: 4 a mark, 12 and
 * 20 its halves.
 */
public final class Cfg implements Service {
    private static final int ID = 1;
    private static final int KILL_NODE = 1;
    private static final int SHUTDOWN = 2;
    private static final int RELOAD = 3;
    private static final int CHANGEOVER = 4;
    private static final int KILL_NODE_BYTES = 288;
    private static final int REASON_BYTES = 256;
    private static final int RELOAD_BODY_BYTES = 16;
    private static final int CHANGEOVER_BYTES = 24;
    private static final int FINGERPRINT_MARK = 0x31514643;

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
    private final Changeover changeover;

    /** For this node. */
    public Cfg(int self, Requests requests, Changeover changeover) {
        this.self = self;
        this.requests = requests;
        this.changeover = changeover;
    }

    /** Asks all nodes, this one included, to read their configuration again. */
    public static ByteBuffer reload() {
        return Message.begin(ID, RELOAD, RELOAD_BODY_BYTES);
    }

    /** Asks a node to end. Of a long reason the beginning is sent. */
    public static ByteBuffer kill(int node, String reason) {
        var text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, REASON_BYTES - 1); // those who read it in C need a zero at its end
        var message = Message.begin(ID, KILL_NODE, KILL_NODE_BYTES - Message.HEADER_BYTES);
        int start = message.position() - Message.HEADER_BYTES;
        return message.putInt(start + 16, node)
                .putShort(start + 24, (short) length)
                .put(start + 32, text, 0, length);
    }

    /** What {@link Changeover.Steps#say} puts into the order. */
    public static ByteBuffer changeover(int step, long fingerprint) {
        var message = Message.begin(ID, CHANGEOVER, CHANGEOVER_BYTES - Message.HEADER_BYTES);
        int start = message.position() - Message.HEADER_BYTES;
        return message.putInt(start + 4, FINGERPRINT_MARK)
                .putInt(start + 12, (int) fingerprint)
                .putInt(start + 16, step)
                .putInt(start + 20, (int) (fingerprint >>> Integer.SIZE));
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
    public void syncBegin(RingId ring, List<Integer> transitional, List<Integer> members) {
        changeover.installed(members);
    }

    @Override
    public void delivered(int function, int sender, ByteBuffer message) {
        switch (function) {
            case KILL_NODE -> {
                if (message.remaining() >= KILL_NODE_BYTES && message.getInt(16) == self) {
                    var reason = new byte[Math.min(Short.toUnsignedInt(message.getShort(24)), REASON_BYTES)];
                    message.get(32, reason);
                    requests.kill(sender, new String(reason, StandardCharsets.UTF_8));
                }
            }
            case SHUTDOWN -> requests.goes(sender);
            case RELOAD -> requests.reload(sender);
            case CHANGEOVER -> {
                if (message.remaining() >= CHANGEOVER_BYTES && message.getInt(4) == FINGERPRINT_MARK) {
                    long low = Integer.toUnsignedLong(message.getInt(12));
                    long high = (long) message.getInt(20) << Integer.SIZE;
                    changeover.delivered(sender, message.getInt(16), high | low);
                }
            }
            default -> {} // re-enabling of rings is the transport's
        }
    }
}
